using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>A service that says how far it came and then keeps the client waiting until the client goes away.</summary>
internal sealed class HeldService : IAsyncDisposable
{
    private readonly TaskCompletionSource _isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isAborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldService()
    {
    }

    public LoopbackService Service { get; private set; } = default!;

    /// <summary>Done when everything was sent that comes before the wait.</summary>
    public Task Held => _isHeld.Task.Soon();

    /// <summary>Done when the client has ended the request.</summary>
    public Task Aborted => _isAborted.Task.Soon();

    public static async Task<HeldService> StartAsync(Func<HttpContext, Task> before)
    {
        HeldService held = new();
        held.Service = await LoopbackService.StartAsync(async (context, _) =>
        {
            context.RequestAborted.Register(() => held._isAborted.TrySetResult());
            await before(context);
            held._isHeld.TrySetResult();
            await held._isAborted.Task.Soon();
        });
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        _isAborted.TrySetResult();
        await Service.DisposeAsync();
    }
}
