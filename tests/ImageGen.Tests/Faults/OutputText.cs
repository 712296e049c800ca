using System;
using System.Buffers;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// Every text that a user can come to see of a run: streams, properties, errors to their innermost, files.
/// </summary>
internal sealed class OutputText
{
    private static readonly SearchValues<char> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(IsControl)]);

    private readonly RunResult _result;
    private readonly IReadOnlyList<FoundFile> _files;
    private readonly List<(string Where, string Text)> _texts = [];

    public OutputText(RunResult result, IReadOnlyList<FoundFile> files)
    {
        _result = result;
        _files = files;
        foreach (PSObject item in result.Output) Add("output", item);
        foreach (ErrorRecord error in Errors) Add(error);
        _texts.AddRange(result.Warnings.Select(text => ("warning", text)));
        _texts.AddRange(result.Verbose.Select(text => ("verbose", text)));
        _texts.AddRange(result.Debug.Select(text => ("debug", text)));
        _texts.AddRange(result.Progress.Select(record => ("progress", record.ToString())));
    }

    /// <summary>The files that are searched too.</summary>
    public IReadOnlyList<FoundFile> Files => _files;

    /// <summary>The errors, written or thrown.</summary>
    public IReadOnlyList<ErrorRecord> Errors =>
        _result.Thrown is RuntimeException thrown ? [.. _result.Errors, thrown.ErrorRecord] : _result.Errors;

    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];

    public IEnumerable<AIImageException> Failures => Errors.Select(error => error.Exception).OfType<AIImageException>();

    /// <summary>Where a text occurs; files are searched as bytes.</summary>
    public IReadOnlyList<string> Holding(string text) =>
    [
        .. _texts.Where(pair => pair.Text.Contains(text, StringComparison.OrdinalIgnoreCase))
        .Select(pair => $"{pair.Where}: {pair.Text}"),
        .. _files.Where(
            file => file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || file.Name.Contains(text))
            .Select(file => file.Name),
    ];

    /// <summary>Where characters are that move a cursor, change colours or turn the reading order.</summary>
    public IReadOnlyList<string> WithControls() =>
    [
        .. _texts.Where(pair => pair.Text.AsSpan().ContainsAny(s_controls))
        .Select(pair => $"{pair.Where}: {Escape(pair.Text)}"),
        .. _files.Where(file => file.Name.Any(IsControl)).Select(file => Escape(file.Name)),
    ];

    private static bool IsControl(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is '\u202e' or '\u2066' or '\u2028' or '\u200f';

    private static string Escape(string text) =>
        string.Concat(text.Select(c => IsControl(c) ? $"<{(int)c:x4}>" : c.ToString()));

    private void Add(ErrorRecord error)
    {
        _texts.Add(("error", error.ToString()));
        _texts.Add(("error details", error.ErrorDetails?.Message + error.ErrorDetails?.RecommendedAction));
        for (Exception? exception = error.Exception; exception is not null; exception = exception.InnerException)
        {
            _texts.Add(("exception", exception.ToString()));
            Add("exception's property", PSObject.AsPSObject(exception));
        }
    }

    private void Add(string where, PSObject item)
    {
        _texts.Add((where, item.ToString()));
        foreach (PSPropertyInfo property in item.Properties)
        {
            try
            {
                object? value = property.Value;
                bool isText = value is not (null or byte[]);
                if (isText) _texts.Add(($"{where} {property.Name}", value!.ToString() ?? string.Empty));
                if (value is AIImage image) Add($"{where} {property.Name}", PSObject.AsPSObject(image));
                IEnumerable<object?> data = (value as IDictionary)?.Values.Cast<object?>() ?? [];
                _texts.AddRange(data.Select(entry => (where, $"{entry}")));
            }
            catch (GetValueException)
            {
                // A property that cannot be read shows nothing.
            }
        }
    }
}
