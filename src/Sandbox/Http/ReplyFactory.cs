using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Http;

/// <summary>HTTP around the JSON, with the headers the service sends.</summary>
internal static class ReplyFactory
{
    public static HttpResponseMessage Json(byte[] body, int status = 200)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    public static HttpResponseMessage Events(Func<CancellationToken, IEnumerable<byte[]>> frames)
    {
        StreamContent content = new(new FrameStream(frames));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream") { CharSet = "utf-8" };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    public static HttpResponseMessage Binary(byte[] body, string type = "application/octet-stream")
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    /// <summary>Lines of JSON that are made while they are read.</summary>
    public static HttpResponseMessage Lines(Func<CancellationToken, IEnumerable<byte[]>> lines)
    {
        StreamContent content = new(new FrameStream(lines));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    /// <summary>The part of a file that was asked for, or the answer that it has no such part.</summary>
    public static HttpResponseMessage Partial(byte[] body, FileRange range)
    {
        bool isThere = range.Length > 0;
        ByteArrayContent content = new(body, range.Start, range.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentRange = isThere
            ? new ContentRangeHeaderValue(range.Start, range.Start + range.Length - 1, body.Length)
            : new ContentRangeHeaderValue(body.Length);
        HttpStatusCode status = isThere ? HttpStatusCode.PartialContent : HttpStatusCode.RequestedRangeNotSatisfiable;
        return new HttpResponseMessage(status) { Content = content };
    }

    public static HttpResponseMessage Error(Refusal refusal, SandboxDialect dialect)
    {
        if (dialect != SandboxDialect.Compatible)
        {
            return Json(JsonOutput.ToBytes(writer => WriteError(writer, refusal)), refusal.Status);
        }

        // These servers check fields with a library that has a status of its own for them.
        bool isField = refusal is { Status: 400, Type: "invalid_request_error" };
        return Json(JsonOutput.ToBytes(writer => WriteDetail(writer, refusal)), isField ? 422 : refusal.Status);
    }

    public static void AddHeaders(HttpResponseMessage reply, ulong identity)
    {
        SeededRandom random = new(StableHash.Combine(identity, 1));
        reply.Headers.Add("x-request-id", "req_" + random.NextHex(32));
        reply.Headers.Add("openai-processing-ms", random.Next(40, 90).ToString(CultureInfo.InvariantCulture));
        reply.Headers.Add("openai-version", "2020-10-01");
    }

    /// <summary>Writes the member `error`, as in an answer or in the last event of a stream.</summary>
    public static void WriteErrorMember(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteStartObject("error");
        writer.WriteString("message", refusal.Message);
        if (refusal.Type is not null)
        {
            writer.WriteString("type", refusal.Type);
            writer.WriteString("param", refusal.Param);
        }

        writer.WriteString("code", refusal.Code);
        if (refusal.FilterCategories is not null) WriteFilter(writer, refusal.FilterCategories);
        if (refusal.ModerationCategories is not null)
        {
            writer.WriteStartObject("moderation_details");
            writer.WriteString("moderation_stage", "input");
            writer.WriteStartArray("categories");
            foreach (string category in refusal.ModerationCategories) writer.WriteStringValue(category);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter writer, IReadOnlyList<string> categories)
    {
        writer.WriteStartObject("inner_error");
        writer.WriteString("code", "ResponsibleAIPolicyViolation");
        writer.WriteStartObject("content_filter_results");
        foreach (string category in categories)
        {
            writer.WriteStartObject(category);
            writer.WriteBoolean("filtered", true);
            writer.WriteString("severity", "high");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteStartObject();
        writer.WriteString("detail", refusal.Message);
        writer.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteStartObject();
        WriteErrorMember(writer, refusal);
        writer.WriteEndObject();
    }
}
