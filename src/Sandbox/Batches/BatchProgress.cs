using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Store;
using ImageGen.Sandbox.Usage;

namespace ImageGen.Sandbox.Batches;

/// <summary>
/// The lines of a batch in the order in which they come to their ends, which is not that of the input, and how many
/// have.
/// </summary>
internal sealed class BatchProgress
{
    private readonly LineOutcome[] _outcomes;
    private readonly TokenCounts?[] _tokens;
    private readonly int[] _order;

    public BatchProgress(
        BatchInput input, BatchRunner runner, SandboxStore uploads, ulong identity, CancellationToken token)
    {
        int count = input.Lines.Count;
        _outcomes = new LineOutcome[count];
        _tokens = new TokenCounts?[count];
        for (int index = 0; index < count; index++)
        {
            (_outcomes[index], _tokens[index]) = runner.Judge(input.Lines[index], uploads, token);
        }
        ulong[] keys = [.. Enumerable.Range(0, count).Select(index => StableHash.Combine(identity, (ulong)index))];
        _order = [.. Enumerable.Range(0, count)];
        Array.Sort(keys, _order);
    }

    public int Total => _order.Length;

    /// <summary>How many lines, of those that are reached in time, have come to their ends.</summary>
    public int Reached { get; private set; }

    public bool IsLate => _outcomes.Contains(LineOutcome.Late);

    public int Completed => Count(LineOutcome.Drawn) + Count(LineOutcome.Failed);

    public int Failed => Count(LineOutcome.Refused);

    public void ReachHalf() => Reached = Total / 2;

    public void ReachAll() => Reached = Total;

    /// <summary>What the lines that are done are billed as.</summary>
    public IEnumerable<TokenCounts> Tokens => Done(LineOutcome.Drawn).Select(index => _tokens[index]!);

    /// <summary>The lines of the output file, by their numbers in the input.</summary>
    public IEnumerable<int> Output => Done(LineOutcome.Drawn, LineOutcome.Failed);

    /// <summary>The lines that were refused.</summary>
    public IEnumerable<int> Refused => Done(LineOutcome.Refused);

    /// <summary>The lines that were not reached in time.</summary>
    public IEnumerable<int> Late => Done(LineOutcome.Late);

    private int Count(LineOutcome outcome) => Done(outcome).Count();

    private IEnumerable<int> Done(params LineOutcome[] outcomes) =>
        _order.Take(Reached).Where(index => outcomes.Contains(_outcomes[index]));
}
