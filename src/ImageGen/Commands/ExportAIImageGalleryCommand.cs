using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Gallery;
using ImageGen.Runs;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Writes one HTML page that shows images and what each was made from.</summary>
/// <remarks>
/// <para>The page is one file and works offline. It has a grid of the images, search, filters and the total cost. For
/// each image it shows the prompts, the options, the tree of edits it came from, and a slider that compares it with its
/// parent. Keys: arrows, Enter, Escape, and / for the search. The page follows the dark or light setting of the system
/// and can be printed.</para>
/// <para>Images are linked by relative paths, so the page can be moved together with them. With -Embed, and for images
/// without a file, the bytes are in the page. The details of an image come from the object or from the sidecar beside
/// its file (-Sidecar of New-AIImage and Save-AIImage). The source of an edit is shown if its file is on this
/// disk.</para>
/// <para>With a strict content security policy, only the page's own script runs and only its images are loaded. Prompts
/// and other texts are shown as plain text. Partial images are not included.</para>
/// </remarks>
/// <example>
/// <para>Make a page of new images</para>
/// <code>'a red fox', 'a blue heron' | New-AIImage -OutFile ./pictures/ |
///     Export-AIImageGallery ./pictures/index.html</code>
/// </example>
/// <example>
/// <para>Make a gallery of a nightly run</para>
/// <code>'a red fox', 'a blue heron' | New-AIImage -OutFile './nightly/{slug}' -Sidecar -Resume | Out-Null
/// Get-ChildItem ./nightly/*.png |
///     Export-AIImageGallery ./nightly/index.html -Title "Night of $(Get-Date -Format d)" -Force</code>
/// <para>The sidecars keep the prompts and costs for the page, also for the images of earlier nights.</para>
/// </example>
/// <example>
/// <para>Make one file to send to somebody</para>
/// <code>New-AIImage 'a red fox' | Edit-AIImage 'in the snow' | Export-AIImageGallery ./fox.html -Embed</code>
/// </example>
/// <input cref="AIImage">Images, live or deserialized; files; paths; rows that name a file.</input>
/// <seealso cref="SaveAIImageCommand"/>
/// <seealso cref="GetAIImageCommand"/>
[Cmdlet(VerbsData.Export, "AIImageGallery", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(AIImage))]
public sealed class ExportAIImageGalleryCommand : PSCmdlet, IDisposable
{
    private const string DefaultName = "gallery.html";

    private string _target = default!;
    private GalleryPage? _page;
    private int _inputs;

    /// <summary>
    /// The path of the page. In a folder the file is gallery.html; if the extension is missing, .html is added.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "./gallery.html")]
    public string Path { get; set; } = "./" + DefaultName;

    /// <summary>The image to show: an image, a file, a path, or a row that names a file.</summary>
    [Parameter(
        Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "The image to show: an image of this module, or its file.")]
    public PSObject InputObject { get; set; } = default!;

    /// <summary>The title of the page. If omitted, the name of its folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "The name of the folder")]
    public string? Title { get; set; }

    /// <summary>
    /// Puts the images into the page instead of links. The page is then larger than all of them together.
    /// </summary>
    [Parameter]
    public SwitchParameter Embed { get; set; }

    /// <summary>Replaces an existing page.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the images as they come, instead of the page's file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Begins the page, before anything is made that it could not hold.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _target = FindTarget();
            if (!Force && File.Exists(_target))
            {
                throw new AIImageException(
                    ErrorIds.FileExists, $"'{PlainText.Line(_target)}' already exists. Use -Force to replace it.");
            }

            if (!ShouldProcess(_target, "Write gallery")) return;

            string folder = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(_target)!);
            Write(() => _page = new GalleryPage(_target, Title ?? (folder.Length > 0 ? folder : "Gallery"), Embed));
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception, Path);
        }
    }

    /// <summary>Adds the images of one input.</summary>
    protected override void ProcessRecord()
    {
        CommandInput input = CommandInput.Piped(this, InputObject, _inputs++);
        List<AIImage> added = [];
        this.Attempt(input, () =>
        {
            foreach (AIImage image in LocalImages.Read(this, InputObject))
            {
                if (_page is not null) Write(() => _page.Add(image));
                added.Add(image);
            }
        });
        if (PassThru) added.ForEach(WriteObject);
    }

    /// <summary>Finishes the page and gives it its name.</summary>
    protected override void EndProcessing()
    {
        if (_page is null) return;

        try
        {
            Write(() => _page.Finish(ReadSource, Force));
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception, Path);
        }

        if (!PassThru) WriteObject(this.ItemAt(_target));
    }

    /// <summary>Removes what was written of a page that was not finished.</summary>
    public void Dispose() => _page?.Dispose();

    private string FindTarget()
    {
        string target = this.FullPath(Path);
        if (Directory.Exists(target) || Path.EndsWith("/", StringComparison.Ordinal)
            || Path.EndsWith("\\", StringComparison.Ordinal))
        {
            return System.IO.Path.Combine(target, DefaultName);
        }

        string extension = System.IO.Path.GetExtension(target).ToLowerInvariant();
        return extension is ".html" or ".htm" ? target : target + ".html";
    }

    private static AIImage? ReadSource(string path)
    {
        try
        {
            return File.Exists(path) ? Sidecar.Read(path) : null;
        }
        catch (AIImageException)
        {
            return null;
        }
    }

    private static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageWriteFailed,
                $"The gallery could not be written: {PlainText.Line(exception.Message)}",
                exception);
        }
    }
}
