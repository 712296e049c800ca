using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Gets an image again: by response id from the service, or from a saved file with its sidecar.</summary>
/// <remarks>
/// <para>From a file, the image knows what its sidecar (name.png.json) tells: ids, prompts, options, usage. So a saved
/// picture can be edited on where its conversation ended, in another session or on another day.</para>
/// <para>From the service, all images of the response are emitted; a response that is not finished gives one object with
/// its Status and without bytes. The service keeps responses for at least 30 days, unless -NoStore was given.</para>
/// </remarks>
/// <example>
/// <para>Continue from a saved file</para>
/// <code>Get-AIImage ./otter.png | Edit-AIImage 'add falling snow' -OutFile ./otter-snow.png</code>
/// <para>With a sidecar the edit continues the conversation; without one the file's bytes are sent.</para>
/// </example>
/// <example>
/// <para>Fetch a result again</para>
/// <code>Get-AIImage -ResponseId resp_68a1f0c2 | Save-AIImage ./found</code>
/// </example>
/// <example>
/// <para>What stands in a folder</para>
/// <code>Get-ChildItem ./pictures/*.png | Get-AIImage | Sort-Object CreatedAt | Select-Object Path, Prompt, Cost</code>
/// </example>
/// <input cref="FileInfo">An image file.</input>
/// <input cref="AIImage">An image, live or deserialized: by its response id, else by its path.</input>
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
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = default!;

    /// <summary>Saved image files. Nothing in the path is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = default!;

    /// <summary>Ids of stored responses (resp_…).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResponseSet)]
    [ValidateNotNullOrEmpty]
    public string[] ResponseId { get; set; } = default!;

    /// <summary>An image, a file, a path, a response id, or a row of a CSV.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = default!;

    private static ImageFacts NoFacts => new() { Stored = true };

    private protected override bool NeedsService => false;

    /// <summary>Gets the images of one input.</summary>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                foreach (string path in Path) this.Attempt(path, () => ReadFiles(path));
                break;
            case LiteralPathSet:
                foreach (string path in LiteralPath) this.Attempt(path, () => ReadFile(this.FullPath(path)));
                break;
            case ResponseSet:
                foreach (string id in ResponseId) this.Attempt(id, () => Fetch(id, NoFacts, id));
                break;
            default:
                this.Attempt(InputObject.BaseObject, () => Get(InputObject));
                break;
        }
    }

    private void Get(PSObject input)
    {
        switch (input.BaseObject)
        {
            case FileInfo file:
                ReadFile(file.FullName);
                break;
            case string text
                when text.StartsWith("resp_", StringComparison.Ordinal) && !File.Exists(this.FullPath(text)):
                Fetch(text, NoFacts, text);
                break;
            case string text:
                ReadFiles(text);
                break;
            case AIImage image:
                Get(image);
                break;
            case PSCustomObject when DeserializedImage.IsLike(input):
                Get(DeserializedImage.Restore(input, this.KnownPath));
                break;
            default:
                throw new AIImageException(
                    ErrorIds.InvalidRequest,
                    $"A {input.BaseObject.GetType().Name} names no image: it has neither a ResponseId nor a Path.");
        }
    }

    private void Get(AIImage image)
    {
        bool isAsked = image.Stored || image.Path is null;
        if (image.ResponseId is string id && isAsked) Fetch(id, image.Facts, InputObject.BaseObject);
        else if (image.Path is string path) ReadFile(this.FullPath(path));
        else throw new AIImageException(ErrorIds.InvalidRequest, "The image has neither a ResponseId nor a Path.");
    }

    private void Fetch(string responseId, ImageFacts known, object target)
    {
        ServiceConnection service = Directory.Holder(ChosenService, known.Service);
        IAsyncEnumerable<GenerationEvent> events = new StoredResponses(service).GetAsync(responseId, known, Settings);
        Drain(service, events, responseId, target, EmitReceived);
    }

    private void ReadFiles(string path)
    {
        foreach (string file in this.ExistingPaths(path).Where(IsNoSidecar)) this.Attempt(file, () => ReadFile(file));
    }

    private void ReadFile(string path) => WriteObject(Sidecar.Read(path));

    private static bool IsNoSidecar(string path) => !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
