using System;

namespace ImageGen;

/// <summary>One check of a service with its result. It never contains a key.</summary>
public sealed class AIImageServiceCheck
{
    internal AIImageServiceCheck(
        string service, string check, AIImageServiceCheckStatus status, string message, TimeSpan duration)
    {
        Service = service;
        Check = check;
        Status = status;
        Message = message;
        Duration = duration;
    }

    /// <summary>Name of the service.</summary>
    public string Service { get; }

    /// <summary>
    /// What was checked: NameResolution, Connection, Key, Clock, Model, ImageModel, ResponsesApi, ImagesApi or
    /// RateLimits.
    /// </summary>
    public string Check { get; }

    /// <summary>Passed, Warning, Failed or Skipped.</summary>
    public AIImageServiceCheckStatus Status { get; }

    /// <summary>What was found and what to do about it.</summary>
    public string Message { get; }

    /// <summary>How long the check took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The check and its status.</summary>
    /// <returns>For example <c>Key: Passed</c>.</returns>
    public override string ToString() => $"{Check}: {Status}";
}
