using ImageGen.Http;
using ImageGen.Lifting;

namespace ImageGen.Apis;

/// <summary>What the events of a streamed answer mean, over however many connections they come.</summary>
internal interface IEventGrammar<T> : IAnswerGrammar
{
    /// <summary>True after an event that ends the answer.</summary>
    bool HasEnded { get; }

    /// <summary>The type of an event, which a proxy may have left to the name of its frame.</summary>
    string? TypeOf(T e, string? name);

    /// <summary>Takes notice of an event, and returns what of it the user sees; null for nothing.</summary>
    GenerationEvent? Read(T e, string? type, LiftedImages lifted, ServiceCall call);
}
