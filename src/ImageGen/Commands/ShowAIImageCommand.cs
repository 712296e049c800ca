using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using ImageGen.Parameters;
using ImageGen.Terminal;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Shows images in the terminal.</summary>
/// <remarks>
/// <para>The best method of the terminal is used: the graphics of kitty, iTerm2 or Sixel, otherwise coloured half
/// blocks, otherwise one line of text that describes the image. Environment variables show which terminal it is; if
/// they do not, the terminal is queried once, which takes at most 250 ms, or 1 s over SSH.</para>
/// <para>Partial images of a stream are drawn over each other, and the final image over them.</para>
/// <para>Nothing is drawn when the output is redirected, in jobs, in remote sessions and with pwsh -NonInteractive. The
/// cmdlet emits nothing, unless -PassThru is used.</para>
/// <para>PNG, JPEG and GIF are shown in every terminal (only the first frame of a GIF), WebP in WezTerm and iTerm2.
/// Other formats are described in one line of text. In tmux, kitty and Ghostty need the setting "set -g
/// allow-passthrough on".</para>
/// </remarks>
/// <example>
/// <para>Show a new image</para>
/// <code>New-AIImage 'a red fox' -OutFile ./fox.png | Show-AIImage</code>
/// </example>
/// <example>
/// <para>Watch an image grow</para>
/// <code>Get-AIImageStream 'a river of owl feathers' -PartialImages 3 | Show-AIImage</code>
/// </example>
/// <example>
/// <para>Show the images in a folder, small</para>
/// <code>'a red fox', 'a blue heron' | New-AIImage -OutFile ./pictures
/// Show-AIImage -Path ./pictures/*.png -Width 30</code>
/// </example>
/// <example>
/// <para>Show an image and continue with it</para>
/// <code>New-AIImage 'a red fox' | Show-AIImage -PassThru | Save-AIImage ./fox.png</code>
/// </example>
/// <input cref="AIImage">An image, live or deserialized, or a partial image.</input>
/// <input cref="FileInfo">An image file.</input>
/// <input cref="string">The path of an image file.</input>
/// <seealso cref="GetAIImageStreamCommand"/>
/// <seealso cref="SaveAIImageCommand"/>
[Cmdlet(VerbsCommon.Show, "AIImage", DefaultParameterSetName = InputSet)]
[OutputType(typeof(void), typeof(AIImage), typeof(AIImagePartial), typeof(FileInfo))]
public sealed class ShowAIImageCommand : PSCmdlet, IDisposable
{
    private const string InputSet = "InputObject";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _stop = new();
    private TerminalSession? _session;
    private TerminalTraits? _traits;
    private TerminalScreen? _screen;
    private ShownImageReader _reader = default!;
    private int _index;

    /// <summary>The image to show: an image or a partial image, a file, a path or the bytes of an image.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ParameterSetName = InputSet, ValueFromPipeline = true,
        HelpMessage = "The image to show: an image of this module, a file, a path or bytes.")]
    public PSObject InputObject { get; set; } = default!;

    /// <summary>Image files. Wildcards are allowed.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = PathSet,
        HelpMessage = "Image files; wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = default!;

    /// <summary>Image files. Wildcards are not expanded.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = LiteralPathSet,
        HelpMessage = "Image files; wildcards are not expanded.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = default!;

    /// <summary>
    /// How to draw: Kitty, ITerm2, Sixel, Blocks or Text. If omitted, the best method of the terminal.
    /// </summary>
    [Parameter]
    public AIImageProtocol Protocol { get; set; }

    /// <summary>
    /// Maximum number of columns, in characters. The aspect ratio is kept. If -Width and -Height are omitted, the image
    /// is shown at its own size in pixels, but not larger than the window.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Width { get; set; }

    /// <summary>Maximum number of rows, in lines of text. The aspect ratio is kept.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Height { get; set; }

    /// <summary>
    /// Opens the image in the system's image viewer and draws nothing. An image without a file is written to the
    /// temporary folder.
    /// </summary>
    [Parameter]
    public SwitchParameter Viewer { get; set; }

    /// <summary>Emits the input.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Finds the terminal.</summary>
    protected override void BeginProcessing()
    {
        _reader = new ShownImageReader(this.Paths());
        if (Viewer) return;

        _session = TerminalHosts.Find(Host);
        if (_session is null) this.Tell("Nothing is drawn: the output of this session is not a terminal.");
    }

    /// <summary>Shows the images of one input.</summary>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                foreach (string path in Path) this.Attempt(path, () => ShowFiles(this.Paths().Matching(path)));
                break;
            case LiteralPathSet:
                foreach (string path in LiteralPath) this.Attempt(path, () => ShowFiles([this.FullPath(path)]));
                break;
            default:
                ShowPiped(CommandInput.Piped(this, InputObject, _index++));
                break;
        }
    }

    /// <summary>Leaves no late answer of the terminal behind, which would be taken for keys.</summary>
    protected override void EndProcessing() => _session?.Detector.SwallowLateAnswer();

    /// <summary>Ends the drawing; the terminal gets back its cursor and colours.</summary>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases what the cmdlet holds, after the last that it draws.</summary>
    public void Dispose()
    {
        try
        {
            if (_stop.IsCancellationRequested) _screen?.Restore();
        }
        catch (IOException)
        {
            // The terminal is gone.
        }

        _stop.Dispose();
    }

    private void ShowPiped(CommandInput input)
    {
        if (InputObject.BaseObject is byte) this.Terminate(LooseBytes.CreateException(), input.Target);
        this.Attempt(input, () =>
        {
            foreach (Func<ShownImage> read in _reader.Read(InputObject)) this.Attempt(input, () => Show(read()));
            if (PassThru) WriteObject(InputObject);
        });
    }

    private void ShowFiles(IReadOnlyList<string> files)
    {
        foreach (string file in files)
        {
            this.Attempt(file, () =>
            {
                Show(ShownImageReader.ReadFile(file));
                if (PassThru) WriteObject(this.ItemAt(file));
            });
        }
    }

    private void Show(ShownImage image)
    {
        if (Viewer) SystemViewer.Open(SystemViewer.FileFor(image.Path, image.Bytes, image.Header.Format));
        else if (_session is not null && !_stop.IsCancellationRequested) Draw(image, _session);
    }

    private void Draw(ShownImage image, TerminalSession session)
    {
        try
        {
            _traits ??= session.Detector.Detect(Protocol);
            _screen ??= new TerminalScreen(session.Terminal, new TerminalOutput(session.Terminal, _stop.Token));
            PainterFactory factory = new(session.Terminal, _traits, (NullIfZero(Width), NullIfZero(Height)));
            IPainter? painter = factory.Create(image.Bytes, image.Header, out string? failure);
            if (failure is not null) throw Undecodable(image, failure);

            // What is passed on may be shown between two states of an image, and would be drawn over.
            if (painter is null) _screen.WriteLine(image.Describe());
            else _screen.Draw(painter, PassThru ? null : image.Key, image.IsFinal || PassThru);
        }
        catch (IOException exception)
        {
            throw new AIImageException(
                ErrorIds.ImageWriteFailed,
                $"Writing to the terminal failed: {PlainText.Line(exception.Message)}",
                exception);
        }
    }

    private static int? NullIfZero(int value) => value == 0 ? null : value;

    private static AIImageException Undecodable(ShownImage image, string failure) => new(
        ErrorIds.ImageReadFailed, $"{image.Describe()} cannot be shown: {failure}.");
}
