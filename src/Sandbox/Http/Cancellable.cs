using System;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Sandbox.Http;

internal static class Cancellable
{
    /// <summary>
    /// Runs work on the thread pool and stops waiting for it at once when cancelled: an encoder in the middle of a
    /// large picture does not look at tokens.
    /// </summary>
    public static async Task<T> RunAsync<T>(Func<T> work, CancellationToken token)
    {
        Task<T> running = Task.Run(work, token);
        TaskCompletionSource<bool> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (token.Register(() => cancelled.TrySetResult(true)))
        {
            if (await Task.WhenAny(running, cancelled.Task).ConfigureAwait(false) != running)
            {
                throw new OperationCanceledException(token);
            }
        }

        return await running.ConfigureAwait(false);
    }
}
