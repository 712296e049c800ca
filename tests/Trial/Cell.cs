using System;
using System.Threading.Tasks;

namespace ImageGen.Trial;

/// <summary>One fault of a real network, the command that meets it, and what must come of it.</summary>
/// <param name="Number">What kind of fault it is; <c>held</c> for what has always held.</param>
/// <param name="Name">The fault.</param>
/// <param name="Site">Which site of the web server the connection goes to.</param>
/// <param name="Command">The command; its output is counted.</param>
internal sealed record Cell(string Number, string Name, string Site, string Command)
{
    /// <summary>More parameters of Connect-AIImageService.</summary>
    public string Connect { get; init; } = string.Empty;

    /// <summary>The address of the service where it is not the site's own.</summary>
    public Func<World, string>? Address { get; init; }

    /// <summary>Sets the stage; what is set is reset before each cell.</summary>
    public Action<World> Prepare { get; init; } = _ => { };

    /// <summary>What happens while the command runs.</summary>
    public Func<World, Task> During { get; init; } = _ => Task.CompletedTask;

    /// <summary>More variables of the child's environment; null takes one away.</summary>
    public Func<World, (string Name, string? Value)[]> Environment { get; init; } = _ => [];

    /// <summary>
    /// True where the client and the server are in namespaces of their own with the link between them.
    /// </summary>
    public bool OverLink { get; init; }

    /// <summary>Ids of the errors with their number, as in <c>ResultUnknown 2</c>; empty for none.</summary>
    public string Errors { get; init; } = string.Empty;

    /// <summary>Images in the pipeline.</summary>
    public int Images { get; init; }

    /// <summary>Requests for an image that reached the service: each is billed.</summary>
    public int Requests { get; init; }

    /// <summary>Logins that the proxy refused; null where there is no proxy.</summary>
    public int? BadLogins { get; init; }

    /// <summary>Seconds that the command may take.</summary>
    public int Within { get; init; } = 20;

    /// <summary>Files that may be left beside the images.</summary>
    public int Leftovers { get; init; }

    /// <summary>Regular expression that the first error's message or advice must match.</summary>
    public string Says { get; init; } = string.Empty;
}
