using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Tests.Faults;

/// <summary>All cells, by their names.</summary>
internal static class FaultTable
{
    public static IReadOnlyDictionary<string, FaultCell> Cells { get; } = new[]
    {
        ConnectCells.All, ProxyCells.All, RequestCells.All, HeaderCells.All, StatusCells.All, BodyCells.All,
        StreamCells.All, FileCells.All, GetCells.All, EchoCells.All,
        SubmitCells.All, PollCells.All, ResumeCells.All, GatewayCells.All,
        RowCells.All, SourceCells.All, TargetCells.All, OwnerCells.All,
    }.SelectMany(cells => cells).ToDictionary(cell => cell.Name);
}
