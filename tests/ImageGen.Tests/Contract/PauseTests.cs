using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>Nothing but the one loop pauses before it tries the same thing again.</summary>
public sealed class PauseTests
{
    private static readonly Regex s_pause = new(
        @"\bTask\.Delay\b|\bDelayAsync\b|\bThread\.Sleep\b|\bSpinUntil\b|\bWaitOne\b|\bPeriodicTimer\b"
        + @"|\busing static System\.Threading\b");

    /// <summary>All that pauses, and what for.</summary>
    private static readonly Dictionary<string, string> s_allowed = new()
    {
        ["Http/RetryLoop.cs"] = "before another attempt, and nobody else does so",
        ["Http/Deadline.cs"] = "a pause within the time limits",
        ["Service/IClock.cs"] = "a pause by whichever clock",
        ["Service/SystemClock.cs"] = "a pause by the clock of the system",
        ["Http/GateWait.cs"] = "for the turn at the gate, before anything is sent",
        ["Runs/Batches/ShardCreation.cs"] = "for a late creation, once before and once after the deletion",
        ["Runs/Spending/Budget.cs"] = "for what others have reserved",
        ["Runs/Spending/LedgerLock.cs"] = "for the other writers of the ledger",
        ["Terminal/ConsoleTerminal.cs"] = "for the answer of the terminal",
        ["Apis/Checks/NameResolution.cs"] = "a limit, raced with the look-up",
        ["Http/AddressRace.cs"] = "the head start of an address before the next one",
        ["Http/Reachability.cs"] = "a limit, raced with the connection",
        ["Service/FirstContact.cs"] = "a limit, raced with the first contact of another request",
    };

    [Fact]
    public void Only_the_loop_pauses_before_another_attempt() => Assert.Equal(
        s_allowed.Keys.Order(StringComparer.Ordinal), Pausing(SourceArrows.Read("src/ImageGen")));

    [Theory]
    [InlineData("await Task.Delay(500, token);")]
    [InlineData("await clock.DelayAsync(pause, token).ConfigureAwait(false);")]
    [InlineData("if (!await deadline\n    .DelayAsync(pause)) break;")]
    [InlineData("Func<TimeSpan, CancellationToken, Task> pause = clock.DelayAsync;")]
    [InlineData("Thread.Sleep(500);")]
    [InlineData("token.WaitHandle.WaitOne(500);")]
    [InlineData("using static System.Threading.Tasks.Task;")]
    public void A_planted_pause_is_found(string offender)
    {
        Dictionary<string, string> sources = new()
        {
            ["Apis/Fox.cs"] = offender,
            ["Apis/Hen.cs"] = "yield return new Retrying(1, failed.Delay, failed.Message);",
        };

        Assert.Equal(["Apis/Fox.cs"], Pausing(sources));
    }

    private static IEnumerable<string> Pausing(IReadOnlyDictionary<string, string> sources) =>
        sources
            .Where(source => s_pause.IsMatch(source.Value))
            .Select(source => source.Key)
            .Order(StringComparer.Ordinal);
}
