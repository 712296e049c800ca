using System;
using System.Collections.Generic;

namespace ImageGen.Sandbox.Refusals;

/// <summary>A request the service would refuse, in the service's words.</summary>
internal sealed class Refusal : Exception
{
    public Refusal(int status, string message, string? param, string? code)
        : base(message)
    {
        Status = status;
        Param = param;
        Code = code;
    }

    public int Status { get; }

    public string? Param { get; }

    public string? Code { get; }

    /// <summary>Null where the error has a code and a message only, as at a gateway before the service.</summary>
    public string? Type { get; init; } = "invalid_request_error";

    /// <summary>What moderation objected to; null for all other refusals.</summary>
    public IReadOnlyList<string>? ModerationCategories { get; init; }

    /// <summary>What a content filter objected to; null for all other refusals.</summary>
    public IReadOnlyList<string>? FilterCategories { get; init; }

    public static Refusal InvalidValue(string message, string? param) => new(400, message, param, "invalid_value");

    /// <summary>Valid for the service, but not supported by the sandbox.</summary>
    public static Refusal Unsupported(string message, string? param) => new(400, message, param, "sandbox_unsupported");

    /// <summary>What <see cref="Rehearsal"/> asks for.</summary>
    public static Refusal Failure() =>
        new(500, Rehearsal.FailureMessage, null, "server_error") { Type = "server_error" };

    public static Refusal ItemNotFound(string id) =>
        new(
            404,
            $"Item with id '{id}' not found. Items are not persisted when `store` is set to false. "
                + "Try again with `store` set to true, or remove this item from your input.",
            "input",
            null);

    public static Refusal ResponseNotFound(string id) => new(404, $"Response with id '{id}' not found.", null, null);
}
