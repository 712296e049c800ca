using System;
using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Tests.Support;

/// <summary>
/// Variables of the process that a test sets: without a value at first, and at the end as they were. They are shared,
/// so such a test belongs to the collection of those that run alone.
/// </summary>
internal sealed class KeptEnvironment : IDisposable
{
    private readonly Dictionary<string, string?> _before;

    /// <param name="cleared">Variables that have no value at first.</param>
    /// <param name="untouched">Others that are only put back.</param>
    public KeptEnvironment(IReadOnlyList<string> cleared, params string[] untouched)
    {
        _before = cleared.Concat(untouched).ToDictionary(name => name, Environment.GetEnvironmentVariable);
        foreach (string name in cleared) Environment.SetEnvironmentVariable(name, null);
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before) Environment.SetEnvironmentVariable(name, value);
    }
}
