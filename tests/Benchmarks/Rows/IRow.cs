using System.Collections.Generic;

namespace ImageGen.Benchmarks.Rows;

/// <summary>Lines of the table that are measured together.</summary>
internal interface IRow
{
    /// <summary>The name that the command line selects it by.</summary>
    string Name { get; }

    IAsyncEnumerable<Figure> MeasureAsync(Bench bench);
}
