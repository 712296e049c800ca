using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Options;

namespace ImageGen.Sandbox.Responses;

/// <summary>
/// The events of a streamed response, made one by one as they are asked for: a picture is drawn when the reader gets
/// there. Among them is a `keepalive`, which the service sends though no documentation names it; clients refuse events
/// that the service does not send, so there are no others.
/// </summary>
internal sealed class EventSequence(SandboxResponse response, ResponseStore store)
{
    private int _number;
    private int _outputIndex;

    /// <summary>The number of the last event not to be sent again.</summary>
    public int StartingAfter { get; init; } = -1;

    public IEnumerable<byte[]> Frames(CancellationToken token)
    {
        foreach (byte[] frame in AllFrames(token))
        {
            if (_number - 1 > StartingAfter) yield return frame;
        }
    }

    private IEnumerable<byte[]> AllFrames(CancellationToken token)
    {
        bool isQueued = response.Request.Background;
        yield return State("response.created", isQueued ? "queued" : "in_progress");
        if (isQueued) yield return State("response.queued", "queued");
        response.Start();
        yield return State("response.in_progress", "in_progress");

        if (response.HasReasoning && !response.Fails)
        {
            yield return Item("response.output_item.added", ResponseWriter.WriteReasoningItem);
            yield return Item("response.output_item.done", ResponseWriter.WriteReasoningItem);
            _outputIndex++;
        }

        if (response.IsPicture && !response.Fails)
        {
            foreach (byte[] frame in ImageFrames(token)) yield return frame;
        }

        response.Finish(token);
        if (response.Request.Store && response.Status != "cancelled") store.Keep(response);
        if (response.Status == "completed")
        {
            foreach (byte[] frame in EndFrames()) yield return frame;
        }

        yield return State("response." + response.Status, response.Status);
    }

    private IEnumerable<byte[]> ImageFrames(CancellationToken token)
    {
        yield return Frame("response.output_item.added", writer =>
        {
            writer.WriteStartObject("item");
            writer.WriteString("id", response.ItemId);
            writer.WriteString("type", "image_generation_call");
            writer.WriteString("status", "in_progress");
            writer.WriteEndObject();
            writer.WriteNumber("output_index", _outputIndex);
        });
        yield return OfImage("response.image_generation_call.in_progress", static _ => { });
        yield return OfImage("response.image_generation_call.generating", static _ => { });
        yield return Frame("keepalive", static _ => { });

        PictureOptions options = response.Request.Tool!.Options;
        for (int index = 0; index < options.PartialImages; index++)
        {
            if (response.Preview(index, token) is not byte[] preview)
            {
                // Its number is left out, so that the events after it have the numbers they had.
                _number++;
                continue;
            }

            yield return OfImage("response.image_generation_call.partial_image", writer =>
            {
                ResponseWriter.WriteResolved(writer, options);
                writer.WriteBase64String("partial_image_b64", preview);
                writer.WriteNumber("partial_image_index", index);
            });
        }
    }

    private IEnumerable<byte[]> EndFrames()
    {
        if (response.IsPicture)
        {
            if (!response.Request.Dialect.NamesDeployments)
            {
                yield return OfImage("response.image_generation_call.completed", static _ => { });
            }
            yield return Item("response.output_item.done", ResponseWriter.WriteImageItem);
            _outputIndex++;
        }

        yield return Frame("response.output_item.added", writer =>
        {
            writer.WriteStartObject("item");
            writer.WriteString("id", response.MessageId);
            writer.WriteString("type", "message");
            writer.WriteString("status", "in_progress");
            ResponseWriter.WriteEmptyArray(writer, "content");
            writer.WriteString("role", "assistant");
            writer.WriteEndObject();
            writer.WriteNumber("output_index", _outputIndex);
        });
        yield return OfText("response.content_part.added", writer => WritePart(writer, ""));
        foreach (string word in Words(response.Answer))
        {
            yield return OfText("response.output_text.delta", writer => WriteDelta(writer, word));
        }
        yield return OfText("response.output_text.done", writer =>
        {
            ResponseWriter.WriteEmptyArray(writer, "logprobs");
            writer.WriteString("text", response.Answer);
        });
        yield return OfText("response.content_part.done", writer => WritePart(writer, response.Answer));
        yield return Item("response.output_item.done", ResponseWriter.WriteMessageItem);
    }

    private static IEnumerable<string> Words(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int space = text.IndexOf(' ', start + 1);
            int end = space < 0 ? text.Length : space;
            yield return text.Substring(start, end - start);
            start = end;
        }
    }

    private static void WritePart(Utf8JsonWriter writer, string text)
    {
        writer.WritePropertyName("part");
        ResponseWriter.WriteTextPart(writer, text);
    }

    private void WriteDelta(Utf8JsonWriter writer, string word)
    {
        writer.WriteString("delta", word);
        ResponseWriter.WriteEmptyArray(writer, "logprobs");
        if (response.Request.Obfuscates)
        {
            writer.WriteString(
                "obfuscation", new SeededRandom(StableHash.Compute(word)).NextHex(16 - word.Length % 16));
        }
    }

    private byte[] State(string type, string status) => Frame(type, writer =>
    {
        writer.WritePropertyName("response");
        ResponseWriter.WriteResponse(writer, response, status);
    });

    private byte[] Item(string type, Action<Utf8JsonWriter, SandboxResponse> write) => Frame(type, writer =>
    {
        writer.WritePropertyName("item");
        write(writer, response);
        writer.WriteNumber("output_index", _outputIndex);
    });

    private byte[] OfImage(string type, Action<Utf8JsonWriter> write) => Frame(type, writer =>
    {
        writer.WriteString("item_id", response.ItemId);
        writer.WriteNumber("output_index", _outputIndex);
        write(writer);
    });

    private byte[] OfText(string type, Action<Utf8JsonWriter> write) => Frame(type, writer =>
    {
        writer.WriteNumber("content_index", 0);
        writer.WriteString("item_id", response.MessageId);
        writer.WriteNumber("output_index", _outputIndex);
        write(writer);
    });

    private byte[] Frame(string type, Action<Utf8JsonWriter> write) => JsonOutput.ToEvent(type, writer =>
    {
        write(writer);
        writer.WriteNumber("sequence_number", _number++);
    });
}
