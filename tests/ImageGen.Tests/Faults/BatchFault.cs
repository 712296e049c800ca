using System;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>A request of a batch's way that goes wrong.</summary>
internal enum BatchStage
{
    /// <summary><c>POST /files</c>.</summary>
    Upload,

    /// <summary><c>POST /batches</c>.</summary>
    Create,

    /// <summary><c>GET /batches/{id}</c>.</summary>
    Poll,

    /// <summary><c>GET /files/{id}/content</c>.</summary>
    Download,

    /// <summary>No request: the disk.</summary>
    Save,
}

/// <summary>Whether the service did what it was asked for before the fault.</summary>
internal enum BatchDeed
{
    /// <summary>It did not; nor would any service that answers so.</summary>
    Undone,

    /// <summary>It did: it was about to say so.</summary>
    Done,

    /// <summary>Nobody can tell: both are tried.</summary>
    Either,
}

/// <summary>What goes wrong.</summary>
/// <param name="Name">In words.</param>
/// <param name="Deed">Whether the service did its work.</param>
/// <param name="Act">What is done with the connection, and the right answer to spoil.</param>
internal sealed record BatchFault(string Name, BatchDeed Deed, Func<RawConnection, string, Task> Act)
{
    /// <summary>True for one that comes before the body of the request is read.</summary>
    public bool IsInRequest { get; init; }

    public override string ToString() => Name;
}
