using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>
/// Where the images of one run go. Names are claimed before anything is sent, so that an existing file is found in
/// time and two images of a run never meet.
/// </summary>
internal sealed class OutputPlan
{
    private static readonly string[] s_extensions = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"];

    private readonly HashSet<string> _claimed = new(StringComparer.OrdinalIgnoreCase);
    private readonly FileNameTemplate _template;

    private OutputPlan(FileNameTemplate template) => _template = template;

    /// <summary>True when a name cannot be known before the image is there.</summary>
    public bool NameDependsOnResult => _template.NeedsId;

    /// <summary>Reads a full path: a folder gets the default name, anything else is a file or a template.</summary>
    /// <exception cref="AIImageException">The template has a token that does not exist.</exception>
    public static OutputPlan Parse(string path, bool isFolder, bool severalEach)
    {
        string text = isFolder ? Path.Combine(path, FileNameTemplate.Default) : path;
        FileNameTemplate template = new(text, DateTime.Now);
        if (severalEach && !template.HasNumber && !template.NeedsId) template = template.WithNumber();
        return new OutputPlan(template);
    }

    /// <summary>Claims the name for one image to come.</summary>
    /// <exception cref="AIImageException">The name was claimed by an earlier image and has no token.</exception>
    public OutputSlot Claim(FileNameValues values)
    {
        if (NameDependsOnResult) return new OutputSlot(this, values, path: null);

        string path = _template.Expand(values);
        if (_claimed.Add(path)) return new OutputSlot(this, values, path);
        if (!_template.HasTokens)
        {
            throw new AIImageException(
                ErrorIds.FileExists,
                $"'{PlainText.Line(path)}' is already the file of an earlier image of this run. "
                + "Use a name with {index} or {n}, or a folder.");
        }

        return new OutputSlot(this, values, Unclaimed(path));
    }

    /// <summary>Claims a further name beside one that is used, for an image that came unasked.</summary>
    public OutputSlot ClaimBeside(OutputSlot slot) =>
        new(this, slot.Values, slot.Path is null ? null : Unclaimed(slot.Path));

    /// <summary>Claims a name that tells which partial image it is.</summary>
    public OutputSlot ClaimPartial(FileNameValues values, int partialIndex)
    {
        string named = ImageHeader.WithSuffix(_template.Expand(values), $"-partial{partialIndex}");
        return new OutputSlot(this, values, _claimed.Add(named) ? named : Unclaimed(named));
    }

    internal string PathOf(OutputSlot slot, AIImage image) => ImageHeader.WithExtension(
        slot.Path ?? _template.Expand(slot.Values with { Id = image.Id ?? image.RequestId }), image.Format);

    /// <summary>The existing file that stands where the path, with any image extension, would go; or null.</summary>
    internal static string? FindExisting(string path)
    {
        if (ImageHeader.FormatOfExtension(Path.GetExtension(path)) is not null) return File.Exists(path) ? path : null;

        return s_extensions.Select(extension => path + extension).FirstOrDefault(File.Exists);
    }

    private string Unclaimed(string path)
    {
        for (int number = 2; ; number++)
        {
            string candidate = ImageHeader.WithSuffix(path, $"-{number}");
            if (_claimed.Add(candidate)) return candidate;
        }
    }
}
