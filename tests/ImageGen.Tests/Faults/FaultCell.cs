using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Which cmdlet runs into the fault.</summary>
internal enum Way
{
    /// <summary><c>New-AIImage</c> over the Responses API.</summary>
    New,

    /// <summary><c>New-AIImage</c> over the Images API.</summary>
    NewImages,

    /// <summary><c>Get-AIImageStream</c> over the Responses API.</summary>
    Stream,

    /// <summary><c>Get-AIImageStream</c> over the Images API.</summary>
    StreamImages,

    /// <summary><c>Edit-AIImage</c> with a large upload as JSON.</summary>
    Edit,

    /// <summary><c>Edit-AIImage</c> with a large upload as a form.</summary>
    EditImages,

    /// <summary><c>Get-AIImage</c> by the id of a response.</summary>
    Get,

    /// <summary><c>New-AIImage</c> that leaves the work to the service and polls.</summary>
    Durable,

    /// <summary><c>Get-AIImageStream</c> that leaves the work to the service and resumes its stream.</summary>
    DurableStream,

    /// <summary><c>New-AIImage</c> that hands the work over and returns.</summary>
    NoWait,

    /// <summary><c>Wait-AIImage</c> by the id of a response.</summary>
    Wait,

    /// <summary><c>Save-AIImage</c> of an image that was just made.</summary>
    Save,

    /// <summary><c>Stop-AIImage</c> by the id of a response.</summary>
    Stop,

    /// <summary><c>Remove-AIImage</c> by the id of a response.</summary>
    Remove,
}

/// <summary>One fault in one phase, and all that must come of it.</summary>
internal sealed record FaultCell(string Phase, string Fault, Way Way, params IReadOnlyList<Exchange> Script)
{
    /// <summary>The seconds of a cell that hangs, by a clock that reaches them only there.</summary>
    public const int Short = 2;

    /// <summary>The file by which a later run finds an image that was sent for and did not come.</summary>
    public const string Record = "fox.png.pending";

    /// <summary>Id of the error, or null for none; several are joined by a comma.</summary>
    public string? Error { get; init; }

    /// <summary>POSTs that the server received whole.</summary>
    public int Posts { get; init; } = 1;

    /// <summary>Connections that the client made; null where a broken one may be made anew without a request.</summary>
    public int? Connections { get; init; }

    /// <summary>Final images in the pipeline.</summary>
    public int Images { get; init; }

    /// <summary>Partial images in the pipeline.</summary>
    public int Partials { get; init; }

    /// <summary>Images in the exceptions of errors.</summary>
    public int Carried { get; init; }

    /// <summary>Final images that the server sent to their last byte.</summary>
    public int Delivered { get; init; }

    /// <summary>
    /// All files that are left, by their paths in the folder; <c>fox.png</c> when an image was emitted.
    /// </summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>The id of the response that a record holds which is left; null when it was not told.</summary>
    public string? Recorded { get; init; }

    /// <summary>The seconds of <c>-TimeoutSec</c>.</summary>
    public int Timeout { get; init; } = 50;

    public int Retries { get; init; }

    public string Key { get; init; } = LoopbackService.Key;

    /// <summary>
    /// A user's password; with one the server of the script is a proxy, and the service is behind it.
    /// </summary>
    public string? ProxyPassword { get; init; }

    /// <summary>What must come out nowhere.</summary>
    public IReadOnlyList<string> Secrets =>
        ProxyPassword is null ? [Key] : [Key, ProxyPassword, Uri.EscapeDataString(ProxyPassword)];

    public string OutFile { get; init; } = "fox.png";

    /// <summary>A command in place of the usual one of the way.</summary>
    public string? Line { get; init; }

    /// <summary>
    /// What the picture of each input shows, by the position of the input; null for an input that must fail. Null where
    /// the input is not at fault.
    /// </summary>
    public IReadOnlyList<string?>? Shown { get; init; }

    /// <summary>Images that are asked for: more may be paid twice.</summary>
    public int Asked { get; init; } = 1;

    /// <summary>Images that the line makes and uses before the fault, so that they reach no pipeline.</summary>
    public int Used { get; init; }

    /// <summary>What is done to the folder before the command runs.</summary>
    public Action<string>? Before { get; init; }

    /// <summary>More parameters.</summary>
    public string More { get; init; } = string.Empty;

    /// <summary>An https address.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Nobody listens at the address.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The picture that a whole image must be; null where the fault changes it.</summary>
    public byte[]? Picture { get; init; } = FaultPictures.Large;

    public string Name => $"{Phase} / {Fault} / {Way}";

    public IReadOnlyList<string> ExpectedFiles => Files ?? (Images > 0 && IsSaved ? ["fox.png"] : []);

    private bool IsSaved => Way is not (Way.NoWait or Way.Get or Way.Wait or Way.Stop or Way.Remove);

    /// <summary>True where the same command is run once more.</summary>
    public bool IsRunTwice { get; init; }

    public string Command => IsRunTwice ? $"{Once}\n{Once}" : Once;

    private string Once => Line ?? Way switch
    {
        Way.New => $"New-AIImage 'a fox'{Rest}",
        Way.NewImages => $"New-AIImage 'a fox' -Api Images{Rest}",
        Way.Stream => $"Get-AIImageStream 'a fox'{Rest}",
        Way.StreamImages => $"Get-AIImageStream 'a fox' -Api Images{Rest}",
        Way.Edit => $"Edit-AIImage 'a fox' -Image $upload{Rest}",
        Way.EditImages => $"Edit-AIImage 'a fox' -Image $upload -Api Images{Rest}",
        Way.Durable => $"New-AIImage 'a fox' -Durable{Rest}",
        Way.DurableStream => $"Get-AIImageStream 'a fox' -Durable{Rest}",
        Way.NoWait => $"New-AIImage 'a fox' -NoWait{Limits}",
        Way.Wait => $"Wait-AIImage resp_1{Limits}",
        Way.Stop => $"Stop-AIImage resp_1 -PassThru{Limits}",
        Way.Remove => $"Remove-AIImage resp_1{Limits}",
        _ => $"Get-AIImage -ResponseId resp_1{Limits}",
    };

    /// <summary>What is expected, in the words of <see cref="FaultOutcome.Summary"/>.</summary>
    public string Expected => FaultOutcome.Summarize(
        Error, Posts, Connections, ExpectedFiles, Images, Partials, Carried);

    private string Limits => $" -MaximumRetryCount {Retries} -TimeoutSec {Timeout}{More}";

    private string Rest => $" -OutFile '{OutFile}'{Limits}";

    /// <summary>The same expectation of another fault.</summary>
    public FaultCell With(string fault, params IReadOnlyList<Exchange> script) => this with
    {
        Fault = fault, Script = script,
    };

    /// <summary>
    /// The same where the server fails before it said to go on: nothing of a large upload has left then.
    /// </summary>
    public FaultCell BeforeGoingOn() =>
        Way is Way.Edit or Way.EditImages ? this with { Error = "ConnectionFailed" } : this;

    /// <summary>The same cell for several cmdlets.</summary>
    public IEnumerable<FaultCell> For(params IEnumerable<Way> ways) => ways.Select(way => this with { Way = way });

    /// <summary>A fault after the picture was received, outside of a stream.</summary>
    public FaultCell Rescued(string fault, Exchange exchange) => With(fault, exchange);

    public override string ToString() => Name;
}
