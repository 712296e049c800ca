using System;
using System.Collections.Generic;
using ImageGen.Http;
using ImageGen.Lifting;

namespace ImageGen.Apis;

/// <summary>What an answer means that is one JSON document.</summary>
internal interface IDocumentGrammar<T> : IAnswerGrammar
{
    /// <summary>The id of work that continues; it comes first, because without it the work could be lost.</summary>
    Started? Start(T document);

    /// <summary>Number of tokens that the verbose line shows; null where there is none yet.</summary>
    long? CountTokens(T document);

    /// <summary>The images of the document, and why one is none.</summary>
    IAsyncEnumerable<GenerationEvent> ReadAsync(T document, LiftedImages lifted);

    /// <summary>Takes notice of a document that broke off: its beginning may tell whose it is.</summary>
    void Break(ReadOnlySpan<byte> text, AIImageException failure);
}
