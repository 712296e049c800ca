using System.Threading.Tasks;

namespace ImageGen.Soak;

/// <summary>A creation that the service holds back until it is released.</summary>
/// <param name="isCreated">True where the batch is made before.</param>
internal sealed class HeldCreation(bool isCreated)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsCreated { get; } = isCreated;

    /// <summary>Done when the creation has come.</summary>
    public Task Begun => _begun.Task;

    public Task Released => _released.Task;

    /// <summary>The input file that it names.</summary>
    public string File { get; private set; } = string.Empty;

    public void Begin(string file)
    {
        File = file;
        _begun.TrySetResult();
    }

    public void Release() => _released.TrySetResult();
}
