using System.Collections.Generic;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

/// <summary>The responses among what is kept.</summary>
internal sealed class ResponseStore(SandboxStore store)
{
    public void Keep(SandboxResponse response) => store.Keep(response);

    public SandboxResponse Get(string id) => Find(id) ?? throw Refusal.ResponseNotFound(id);

    public void Delete(string id) => store.Remove(Get(id));

    public bool Contains(string itemId) => store.Find(itemId) is SandboxResponse;

    /// <summary>The picture of an item; null when the item is a message, or what the model thought.</summary>
    public StoredPicture? FindItem(string id)
    {
        if (store.Find(id) is not SandboxResponse response || id == response.Id) throw Refusal.ItemNotFound(id);
        return id == response.MessageId || id == response.ReasoningId
            ? null
            : response.Picture ?? throw Refusal.ItemNotFound(id);
    }

    /// <summary>All pictures of a conversation, oldest first.</summary>
    public IReadOnlyList<StoredPicture> GetConversation(string lastResponseId)
    {
        SandboxResponse? response = Find(lastResponseId)
            ?? throw new Refusal(
                400,
                $"Previous response with id '{lastResponseId}' not found.",
                "previous_response_id",
                "previous_response_not_found");
        List<StoredPicture> pictures = [];
        while (response is not null)
        {
            if (response.Picture is not null) pictures.Insert(0, response.Picture);
            pictures.InsertRange(0, response.Brought);
            response = response.Request.PreviousResponseId is string previous ? Find(previous) : null;
        }

        return pictures;
    }

    private SandboxResponse? Find(string id) =>
        store.Find(id) is SandboxResponse response && response.Id == id ? response : null;
}
