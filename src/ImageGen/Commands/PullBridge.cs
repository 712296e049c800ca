using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Commands;

/// <summary>
/// Lets the pipeline thread pull what the engine yields. Leaving the loop in any way (the end, an exception downstream,
/// <c>Select-Object -First</c>) disposes the enumerator and so ends the request.
/// </summary>
internal static class PullBridge
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    /// <param name="source">What the engine yields.</param>
    /// <param name="idle">Called on the pipeline thread about every second while nothing comes.</param>
    /// <param name="stop">Cancelled by the user's stop.</param>
    public static IEnumerable<T> Pull<T>(IAsyncEnumerable<T> source, Action idle, CancellationToken stop)
    {
        IAsyncEnumerator<T> enumerator = source.GetAsyncEnumerator(stop);
        try
        {
            while (Await(enumerator.MoveNextAsync(), idle)) yield return enumerator.Current;
        }
        finally
        {
            enumerator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static bool Await(ValueTask<bool> next, Action idle)
    {
        if (next.IsCompleted) return next.GetAwaiter().GetResult();

        Task<bool> task = next.AsTask();
        while (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(s_beat)) idle();
        return task.GetAwaiter().GetResult();
    }
}
