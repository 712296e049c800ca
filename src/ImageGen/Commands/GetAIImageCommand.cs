using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Runs.Spending;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Gets an existing image: from the service by response id, or from a saved file with its sidecar.</summary>
/// <remarks>
/// <para>An image from a file has the ids, prompts, options and usage from its sidecar (name.png.json). So a saved
/// image can continue its conversation in another session or on another day.</para>
/// <para>From the service, all images of the response are emitted. A response that is not finished gives one object
/// with its Status and no bytes. The service keeps responses for at least 30 days, unless -NoStore was used.</para>
/// </remarks>
/// <example>
/// <para>Continue from a saved file</para>
/// <code>Get-AIImage ./otter.png | Edit-AIImage 'add falling snow' -OutFile ./otter-snow.png</code>
/// <para>With a sidecar, the edit continues the conversation; without one, the file's bytes are sent.</para>
/// </example>
/// <example>
/// <para>Get a result again</para>
/// <code>Get-AIImage -ResponseId resp_68a1f0c2 | Save-AIImage ./found</code>
/// </example>
/// <example>
/// <para>List the images in a folder</para>
/// <code>Get-ChildItem ./pictures/*.png | Get-AIImage | Sort-Object CreatedAt |
///     Select-Object FullName, Prompt, Cost</code>
/// </example>
/// <example>
/// <para>Write alt text for each image of a page</para>
/// <code>Get-ChildItem ./pictures/*.png | Get-AIImage |
///     ForEach-Object { "![$($_.Prompt -replace '[\[\]\s]+', ' ')]($($_.Name))" }</code>
/// <para>The prompt from the sidecar describes the image.</para>
/// </example>
/// <input cref="FileInfo">An image file.</input>
/// <input cref="AIImage">An image, live or deserialized. Its response id is used, or if it has none, its path.</input>
/// <input cref="PSObject">A response id or a path as text, or a row with a column ResponseId or Path.</input>
/// <seealso cref="SaveAIImageCommand"/>
/// <seealso cref="EditAIImageCommand"/>
[Cmdlet(VerbsCommon.Get, "AIImage", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AIImage))]
public sealed class GetAIImageCommand : ServiceCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ResponseSet = "ResponseId";
    private const string InputSet = "InputObject";

    /// <summary>Saved image files. Wildcards are allowed.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ParameterSetName = PathSet,
        HelpMessage = "Saved image files; wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = default!;

    /// <summary>Saved image files. Wildcards are not expanded.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = LiteralPathSet,
        HelpMessage = "Saved image files; wildcards are not expanded.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = default!;

    /// <summary>Ids of stored responses (resp_…).</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = ResponseSet,
        HelpMessage = "Ids of stored responses, such as resp_68a1f0c2.")]
    [ValidateNotNullOrEmpty]
    public string[] ResponseId { get; set; } = default!;

    /// <summary>An image, a file, a path, a response id, or a CSV row.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true,
        HelpMessage = "An image, a file, a path or a response id.")]
    public PSObject InputObject { get; set; } = default!;

    private int _index;

    private static ImageFacts NoFacts => new() { Stored = true };

    private protected override bool NeedsService => false;

    /// <summary>Gets the images of one input.</summary>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                foreach (string path in Path) this.Attempt(path, () => ReadFiles(this.Paths().Matching(path)));
                break;
            case LiteralPathSet:
                foreach (string path in LiteralPath) this.Attempt(path, () => ReadFile(this.FullPath(path)));
                break;
            case ResponseSet:
                FetchEach();
                break;
            default:
                CommandInput piped = CommandInput.Piped(this, InputObject, _index++);
                if (InputObject.BaseObject is byte) this.Terminate(LooseBytes.CreateException(), piped.Target);
                this.Attempt(piped, () => Get(piped));
                break;
        }
    }

    private void Get(CommandInput input)
    {
        switch (InputObject.BaseObject)
        {
            case FileInfo file:
                ReadFile(file.FullName);
                break;
            case PathInfo location:
                ReadFiles(this.Paths().Named(location.Path), input);
                break;
            case string text
                when text.StartsWith("resp_", StringComparison.Ordinal) && !File.Exists(this.FullPath(text)):
                Fetch(text, NoFacts, input);
                break;
            case string text:
                ReadFiles(this.Paths().Named(text), input);
                break;
            case AIImage image:
                Get(image, input);
                break;
            case PSCustomObject when DeserializedImage.OnlyPath(InputObject) is string path:
                ReadFiles(this.Paths().Named(path), input);
                break;
            case PSCustomObject when DeserializedImage.IsLike(InputObject):
                Get(DeserializedImage.Restore(InputObject, this.Paths()), input);
                break;
            default:
                throw new AIImageException(
                    ErrorIds.InvalidRequest,
                    $"A {InputObject.BaseObject.GetType().Name} is not an image: it has neither a ResponseId nor a "
                    + "Path.");
        }
    }

    private void Get(AIImage image, CommandInput input)
    {
        bool isAsked = image.Stored || image.FullName is null;
        if (image.ResponseId is string id && isAsked) Fetch(id, image.Facts, input);
        else if (image.FullName is string path) ReadFile(path);
        else throw new AIImageException(ErrorIds.InvalidRequest, "The image has neither a ResponseId nor a file.");
    }

    private void FetchEach()
    {
        for (int number = 0; number < ResponseId.Length; number++)
        {
            string id = ResponseId[number];
            Expect(ResponseId.Length - number);
            CommandInput input = new(id, _index++, ResponseId.Length > 1);
            this.Attempt(input, () => Fetch(id, NoFacts, input));
        }
    }

    private void Fetch(string responseId, ImageFacts known, CommandInput input)
    {
        ServiceConnection service = Directory.Holder(ChosenService, known.Service);
        IAsyncEnumerable<GenerationEvent> events = new StoredResponses(service).GetAsync(responseId, known, Settings);
        events = new StoredSettlement(service, responseId, ledgerId: null).FollowAsync(events);
        Drain(service, events, responseId, input, this.EmitReceived);
    }

    /// <param name="files">The files.</param>
    /// <param name="input">What named them; null where each is itself what was asked for.</param>
    private void ReadFiles(IEnumerable<string> files, CommandInput? input = null)
    {
        foreach (string file in files.Where(IsNoSidecar))
        {
            this.Attempt(input ?? new CommandInput(file), () => ReadFile(file));
        }
    }

    private void ReadFile(string path) => WriteObject(Sidecar.Read(path));

    private static bool IsNoSidecar(string path) => !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
