using System;
using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Batches;

/// <summary>The lines of an input file, and what the service objects to in them before it runs any.</summary>
internal sealed class BatchInput
{
    private const int MaximumLines = 50_000;
    private const int MaximumFaults = 100;
    private static readonly string[] s_known = ["custom_id", "method", "url", "body"];

    private readonly byte[] _data;
    private readonly string _endpoint;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly OccurrenceCounter _occurrences = new();
    private readonly List<BatchLine> _lines = [];
    private readonly List<BatchFault> _faults = [];
    private string? _model;

    public BatchInput(byte[] data, string endpoint)
    {
        _data = data;
        _endpoint = endpoint;
        int start = 0;
        while (start < data.Length && _lines.Count <= MaximumLines && _faults.Count < MaximumFaults)
        {
            int end = Array.IndexOf(data, (byte)'\n', start);
            int length = (end < 0 ? data.Length : end) - start;
            bool isLast = start + length >= data.Length - 1;
            if (!isLast || !IsBlank(start, length)) Check(start, length);
            start += length + 1;
        }

        if (_lines.Count > MaximumLines)
        {
            Add("too_many_tasks", $"The batch has more than {MaximumLines} requests.", param: null, line: null);
        }
        else if (_lines.Count == 0)
        {
            Add("empty_file", "The input file has no requests.", param: null, line: null);
        }
    }

    public IReadOnlyList<BatchLine> Lines => _lines;

    /// <summary>Empty where all is well; the first hundred.</summary>
    public IReadOnlyList<BatchFault> Faults => _faults;

    public ReadOnlyMemory<byte> TextOf(BatchLine line) => _data.AsMemory(line.Start, line.Length);

    private bool IsBlank(int start, int length)
    {
        foreach (byte value in _data.AsSpan(start, length))
        {
            if (value is not ((byte)' ' or (byte)'\t' or (byte)'\r')) return false;
        }

        return true;
    }

    private void Check(int start, int length)
    {
        ulong occurrence = 0;
        int number = _lines.Count + 1;
        try
        {
            using JsonDocument document = JsonDocument.Parse(_data.AsMemory(start, length));
            JsonElement body = CheckLine(new JsonFields(document.RootElement, "", s_known, allowsNull: false), number);
            occurrence = _occurrences.Next(StableHash.Compute(body.GetRawText()));
        }
        catch (JsonException)
        {
            Add("invalid_json_line", "This line is not parseable as valid JSON.", param: null, number);
        }
        catch (Refusal refusal)
        {
            Add(refusal.Code ?? "invalid_request", refusal.Message, refusal.Param, number);
        }

        _lines.Add(new BatchLine(start, length, occurrence));
    }

    private JsonElement CheckLine(JsonFields fields, int number)
    {
        string id = fields.RequireText("custom_id");
        if (!_ids.Add(id))
        {
            Add("duplicate_custom_id", $"The custom_id '{id}' was used by an earlier line.", "custom_id", number);
        }
        fields.RequireText("method");
        fields.OneOf("method", "POST");
        if (fields.RequireText("url") != _endpoint)
        {
            Add(
                "url_mismatch",
                $"The URL provided for this request does not match the batch endpoint '{_endpoint}'.",
                "url",
                number);
        }

        JsonElement body = fields.Object("body") ?? throw JsonFields.Missing("body");
        string? model = new JsonFields(body, "body", known: null, allowsNull: true).RequireText("model");
        _model ??= model;
        if (model != _model)
        {
            Add(
                "model_mismatch",
                $"The model '{model}' is not that of the first request, '{_model}'. All requests of a batch must have "
                    + "the same model.",
                "body.model",
                number);
        }

        return body;
    }

    private void Add(string code, string message, string? param, int? line) =>
        _faults.Add(new BatchFault(code, message, param, line));
}
