using System;
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
    private readonly ClaimedNames _claimed;
    private readonly FileNameTemplate _template;

    private OutputPlan(FileNameTemplate template, ClaimedNames claimed)
    {
        _template = template;
        _claimed = claimed;
    }

    /// <summary>True when the name tells the input, whatever its position in the pipeline.</summary>
    public bool NameDependsOnInput => _template.HasSlug || _template.HasName;

    /// <summary>True when several inputs would have one name, so that the others have a mark or a number.</summary>
    public bool HasSharedName { get; private set; }

    /// <summary>True when the name holds that of the file that an edit starts from.</summary>
    public bool NeedsSource => _template.HasName;

    /// <summary>True when a name cannot be known before the image is there.</summary>
    public bool NameDependsOnResult => _template.NeedsId;

    /// <summary>Reads a full path: a folder gets the default name, anything else is a file or a template.</summary>
    /// <exception cref="AIImageException">The template has a token that does not exist.</exception>
    /// <param name="path">Full path of a file, a folder or a template.</param>
    /// <param name="isFolder">It is a folder.</param>
    /// <param name="severalEach">An input has several images, so that names need a number.</param>
    /// <param name="hasSource">The images are edits of files.</param>
    /// <param name="claimed">The names of the command, whatever plan they belong to.</param>
    public static OutputPlan Parse(
        string path, bool isFolder, bool severalEach, bool hasSource = false, ClaimedNames? claimed = null)
    {
        string name = hasSource ? FileNameTemplate.DefaultOfEdit : FileNameTemplate.Default;
        string text = isFolder ? Path.Combine(path, name) : path;
        FileNameTemplate template = new(text, DateTime.Now);
        if (severalEach && !template.HasNumber && !template.NeedsId) template = template.WithNumber();
        return new OutputPlan(template, claimed ?? new ClaimedNames());
    }

    /// <summary>Claims the name for one image to come.</summary>
    /// <exception cref="AIImageException">The name was claimed by an earlier image and has no token.</exception>
    public OutputSlot Claim(FileNameValues values)
    {
        if (NameDependsOnResult) return new OutputSlot(this, values, path: null);

        string path = _template.Expand(values);
        if (MarkedPath(path, values) is string marked && FindExisting(marked) is not null && _claimed.TryAdd(marked))
        {
            HasSharedName = true;
            return new OutputSlot(this, values, marked);
        }

        bool isFree = _template.HasTokens ? _claimed.TryAdd(path) : _claimed.TryAddExact(path);
        if (isFree) return new OutputSlot(this, values, path);
        if (!_template.HasTokens)
        {
            throw new AIImageException(
                ErrorIds.FileExists,
                $"'{PlainText.Line(path)}' is already used by another image of this run. "
                + "Use a name with {index} or {n}, or a folder.")
            {
                Advice = "Use a different file for each image: put {slug} or {index} into the name, or use a folder.",
            };
        }

        HasSharedName = true;
        return new OutputSlot(this, values, Unclaimed(path, values));
    }

    /// <summary>Releases a name whose file belongs to another input.</summary>
    public void Release(OutputSlot slot)
    {
        if (slot.Path is not null) _claimed.Release(slot.Path);
    }

    /// <summary>Claims a further name beside one that is used, for an image that came unasked.</summary>
    public OutputSlot ClaimBeside(OutputSlot slot) =>
        new(this, slot.Values, slot.Path is null ? null : Unclaimed(slot.Path, slot.Values));

    /// <summary>Claims a name that tells which partial image it is.</summary>
    public OutputSlot ClaimPartial(FileNameValues values, int partialIndex)
    {
        string named = ImageFormats.WithSuffix(_template.Expand(values), $"-partial{partialIndex}");
        return new OutputSlot(this, values, _claimed.TryAdd(named) ? named : Unclaimed(named, values));
    }

    internal string PossiblePathOf(OutputSlot slot) => _template.Expand(slot.Values with { Id = "id" });

    internal string PathOf(OutputSlot slot, AIImage image) => ImageFormats.WithExtension(
        slot.Path ?? _template.Expand(slot.Values with { Id = image.Id ?? image.RequestId }), image.Format);

    /// <summary>The existing file where the path, with any image extension, would go; or null.</summary>
    internal static string? FindExisting(string path)
    {
        if (ImageFormats.OfFileName(path) is not null) return File.Exists(path) ? path : null;

        return ImageFormats.Extensions.Select(extension => path + extension).FirstOrDefault(File.Exists);
    }

    /// <summary>
    /// The name with a mark of its source's path, which is the same whichever of the sources of one name comes first;
    /// null where the name does not tell the source.
    /// </summary>
    private string? MarkedPath(string path, FileNameValues values) =>
        _template.HasName && values.SourcePath is string source
            ? ImageFormats.WithSuffix(path, "-" + SafeName.PathMark(source))
            : null;

    /// <summary>A name beside one that is taken: marked where that can be, else numbered.</summary>
    private string Unclaimed(string path, FileNameValues values)
    {
        if (MarkedPath(path, values) is string marked && _claimed.TryAdd(marked)) return marked;

        for (int number = 2; ; number++)
        {
            string candidate = ImageFormats.WithSuffix(path, $"-{number}");
            if (_claimed.TryAdd(candidate)) return candidate;
        }
    }
}
