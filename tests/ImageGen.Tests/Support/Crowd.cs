using System;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>Counts who is inside at once, and holds all until so many have been.</summary>
internal sealed class Crowd(int expected)
{
    private readonly TaskCompletionSource _isFull = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _lock = new();
    private int _inside;

    /// <summary>The most that were ever inside at once.</summary>
    public int Most { get; private set; }

    /// <summary>Done when as many were inside at once as were expected.</summary>
    public Task Full => _isFull.Task.Soon();

    /// <summary>Waits inside until all are there, and then does what is to be done.</summary>
    public async Task PassAsync(Func<Task> inside)
    {
        lock (_lock)
        {
            Most = Math.Max(Most, ++_inside);
            if (_inside >= expected) _isFull.TrySetResult();
        }

        await Full;
        lock (_lock) _inside--;
        await inside();
    }
}
