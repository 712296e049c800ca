using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace ImageGen.Client;

/// <summary>Looks at the failure of a sequence of events on its way out.</summary>
internal static class FailureMapping
{
    /// <summary>The same events; a failure is thrown as <paramref name="map"/> gives it.</summary>
    public static async IAsyncEnumerable<GenerationEvent> MapFailure(
        this IAsyncEnumerable<GenerationEvent> source, Func<AIImageException, AIImageException> map)
    {
        await using IAsyncEnumerator<GenerationEvent> events = source.GetAsyncEnumerator();
        while (await NextAsync(events, map).ConfigureAwait(false)) yield return events.Current;
    }

    private static async ValueTask<bool> NextAsync(
        IAsyncEnumerator<GenerationEvent> events, Func<AIImageException, AIImageException> map)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (AIImageException exception)
        {
            AIImageException mapped = map(exception);
            if (mapped == exception) throw;
            throw mapped;
        }
    }
}
