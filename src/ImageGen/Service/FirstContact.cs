using System;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Service;

/// <summary>
/// Lets the first request over a connection go alone until it has reached the service. A proxy that refuses the
/// password and a certificate that is not accepted are then met once by a command, and not by all its requests. Both
/// are known at once, so that nobody waits for long.
/// </summary>
/// <param name="patience">How long the others wait; if omitted, two seconds.</param>
internal sealed class FirstContact(TimeSpan? patience = null)
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(2);
    private readonly object _lock = new();
    private TaskCompletionSource<AIImageException?>? _contact;
    private object? _command;

    /// <summary>
    /// Waits for the first request, unless this is the first: that one has to call <see cref="Done"/>. The failure is
    /// one that this request would only meet again.
    /// </summary>
    /// <param name="command">
    /// What the request is part of. A failure is that of all its requests; those of the next command try again.
    /// </param>
    /// <param name="clock">The clock by which the others wait.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<(bool IsFirst, AIImageException? Failure)> EnterAsync(
        object command, IClock clock, CancellationToken token)
    {
        Task<AIImageException?> contact;
        lock (_lock)
        {
            if (_contact is null || (_command != command && HasFailed(_contact.Task)))
            {
                _command = command;
                _contact = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return (true, null);
            }

            contact = _contact.Task;
        }

        if (!contact.IsCompleted)
        {
            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(token);
            clock.CancelAfter(over, _patience);
            await Task.WhenAny(contact, Task.Delay(Timeout.Infinite, over.Token)).ConfigureAwait(false);
            over.Cancel();
            token.ThrowIfCancellationRequested();
            if (!contact.IsCompleted) return (false, null);
        }

        return (false, (await contact.ConfigureAwait(false))?.ForUnsent());
    }

    /// <summary>Releases the others. Where they would only fail like the first, they do so now.</summary>
    public void Done(AIImageException? failure)
    {
        lock (_lock)
        {
            _contact?.TrySetResult(failure is { IsPermanent: true } ? failure : null);
        }
    }

    private static bool HasFailed(Task<AIImageException?> contact) =>
        contact.IsCompleted && contact.GetAwaiter().GetResult() is not null;
}
