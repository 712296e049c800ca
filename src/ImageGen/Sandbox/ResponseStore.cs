using System.Collections.Generic;

namespace ImageGen.Sandbox;

/// <summary>
/// The responses kept, up to a number of bytes. Beyond it the oldest go, as the service's go after 30 days. Earlier
/// responses are found by id at every use, so that nothing that is gone is kept alive by what came after it.
/// </summary>
internal sealed class ResponseStore(long capacity)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, SandboxResponse> _responses = [];
    private readonly Dictionary<string, SandboxResponse> _items = [];
    private readonly LinkedList<SandboxResponse> _byAge = [];

    /// <summary>Adds a response, or makes room for one that has grown.</summary>
    public void Keep(SandboxResponse response)
    {
        lock (_gate)
        {
            if (!_responses.ContainsKey(response.Id))
            {
                _responses.Add(response.Id, response);
                _items[response.ItemId] = response;
                _items[response.MessageId] = response;
                _byAge.AddLast(response);
            }

            long total = 0;
            foreach (SandboxResponse kept in _byAge)
                total += kept.MemorySize;
            while (total > capacity && _byAge.First!.Value != response)
            {
                total -= _byAge.First.Value.MemorySize;
                Remove(_byAge.First.Value);
            }
        }
    }

    public SandboxResponse Get(string id)
    {
        lock (_gate)
        {
            if (_responses.TryGetValue(id, out SandboxResponse? response))
                return response;
            throw Refusal.ResponseNotFound(id);
        }
    }

    public void Delete(string id)
    {
        lock (_gate)
            Remove(Get(id));
    }

    public bool Contains(string itemId)
    {
        lock (_gate)
            return _items.ContainsKey(itemId);
    }

    /// <summary>The picture of an item; null when the item is a message.</summary>
    public StoredPicture? FindItem(string id)
    {
        lock (_gate)
        {
            if (!_items.TryGetValue(id, out SandboxResponse? response))
                throw Refusal.ItemNotFound(id);
            if (id == response.MessageId)
                return null;
            return response.Picture ?? throw Refusal.ItemNotFound(id);
        }
    }

    /// <summary>All pictures of a conversation, oldest first.</summary>
    public IReadOnlyList<StoredPicture> GetConversation(string lastResponseId)
    {
        List<StoredPicture> pictures = [];
        lock (_gate)
        {
            if (!_responses.TryGetValue(lastResponseId, out SandboxResponse? response))
            {
                throw new Refusal(
                    400,
                    $"Previous response with id '{lastResponseId}' not found.",
                    "previous_response_id",
                    "previous_response_not_found");
            }

            while (response is not null)
            {
                if (response.Picture is not null)
                    pictures.Insert(0, response.Picture);
                pictures.InsertRange(0, response.Brought);
                string? previous = response.Request.PreviousResponseId;
                response = previous is not null && _responses.TryGetValue(previous, out SandboxResponse? earlier)
                    ? earlier
                    : null;
            }
        }

        return pictures;
    }

    private void Remove(SandboxResponse response)
    {
        _responses.Remove(response.Id);
        _items.Remove(response.ItemId);
        _items.Remove(response.MessageId);
        _byAge.Remove(response);
    }
}
