using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Sandbox.Store;

/// <summary>
/// All that is kept, up to a number of bytes. Beyond it the oldest are dropped, as the service drops them after 30
/// days. What a thing builds on is found by id at every use, so that nothing that is gone is kept alive by what came
/// after it.
/// </summary>
internal sealed class SandboxStore(long capacity)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, IStored> _byId = [];
    private readonly LinkedList<IStored> _byAge = [];

    public long Capacity { get; } = capacity;

    /// <summary>Adds a thing, or makes room for one that has grown.</summary>
    public void Keep(IStored thing)
    {
        lock (_gate)
        {
            if (!_byAge.Contains(thing)) Add(thing);

            long total = 0;
            foreach (IStored kept in _byAge) total += kept.MemorySize;
            while (total > Capacity && _byAge.First!.Value != thing)
            {
                total -= _byAge.First.Value.MemorySize;
                Remove(_byAge.First.Value);
            }
        }
    }

    /// <summary>All things of a kind, the oldest first.</summary>
    public IReadOnlyList<T> All<T>()
    {
        lock (_gate)
            return [.. _byAge.OfType<T>()];
    }

    public IStored? Find(string id)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out IStored? thing) ? thing : null;
    }

    public void Remove(IStored thing)
    {
        lock (_gate)
        {
            foreach (string id in thing.Ids) _byId.Remove(id);
            _byAge.Remove(thing);
        }
    }

    private void Add(IStored thing)
    {
        foreach (string id in thing.Ids) _byId[id] = thing;
        _byAge.AddLast(thing);
    }
}
