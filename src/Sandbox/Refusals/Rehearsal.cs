using System;

namespace ImageGen.Sandbox.Refusals;

/// <summary>Words in a prompt that ask for a failure.</summary>
internal static class Rehearsal
{
    public const string FailureMessage = "The sandbox failed, as the word [fail] in the prompt asked for.";

    public static bool Fails(string prompt) => Has(prompt, "[fail]");

    /// <summary>Of a line of a batch that is not reached before its time is over.</summary>
    public static bool Expires(string prompt) => Has(prompt, "[expire]");

    /// <summary>Of a batch for which the queue is full when it comes for the first time.</summary>
    public static bool Queues(string prompt) => Has(prompt, "[queue]");

    public static void CheckModeration(string prompt, SandboxDialect dialect)
    {
        if (!Has(prompt, "[blocked]")) return;
        if (dialect == SandboxDialect.AzureOpenAI) throw AzureRefusal.Filtered();
        throw new Refusal(400, "Your request was rejected by the safety system.", null, "moderation_blocked")
        {
            Type = "image_generation_user_error",
            ModerationCategories = ["sandbox"],
        };
    }

    private static bool Has(string prompt, string word) =>
        prompt.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
