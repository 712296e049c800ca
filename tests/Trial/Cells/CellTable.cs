using System.Collections.Generic;

namespace ImageGen.Trial;

/// <summary>All cells, those on loopback first.</summary>
internal static class CellTable
{
    public static IReadOnlyList<Cell> All =>
        [.. GatewayCells.All, .. ProxyCells.All, .. HeldCells.All, .. LinkCells.All];
}
