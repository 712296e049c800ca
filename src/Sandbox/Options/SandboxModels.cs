using System;
using System.Collections.Generic;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Options;

/// <summary>
/// The models the sandbox knows. It has no clock: a deprecated model is still served, one that was shut down
/// is refused.
/// </summary>
internal static class SandboxModels
{
    public const string DefaultImageModel = "gpt-image-2.6-sunburst";

    /// <summary>Writes an SVG where nobody else is named.</summary>
    public const string DefaultAuthor = "gpt-6-luna";

    private static readonly string[] s_mainlineFamilies = ["gpt-4o", "gpt-4.1", "gpt-5", "gpt-6", "o3", "o4"];

    public static IReadOnlyList<ImageModel> Images { get; } =
    [
        new("gpt-image-2.6-sunburst") { Generation = 26 },
        new("gpt-image-2.6-flare") { Generation = 26 },
        new("gpt-image-2.5-sunburst") { Generation = 25, Snapshots = ["gpt-image-2.5-sunburst-2026-09-08"] },
        new("gpt-image-2.5-flare") { Generation = 25, Snapshots = ["gpt-image-2.5-flare-2026-09-08"] },
        new("gpt-image-2") { Generation = 20, Snapshots = ["gpt-image-2-2026-04-21"] },
        new("gpt-image-1.5")
        {
            Generation = 15,
            ShutdownDate = "2026-12-01",
            Snapshots = ["gpt-image-1.5-2025-12-16"],
        },
        new("gpt-image-1-mini") { Generation = 10, ShutdownDate = "2026-12-01" },
        new("chatgpt-image-latest") { Generation = 15, ShutdownDate = "2026-12-01" },
        new("gpt-image-1") { Generation = 10, ShutdownDate = "2026-10-23", IsShutDown = true },
        new("dall-e-3") { Generation = 10, ShutdownDate = "2026-05-12", IsShutDown = true },
        new("dall-e-2") { Generation = 10, ShutdownDate = "2026-05-12", IsShutDown = true },
    ];

    /// <summary>The mainline models listed, with their shutdown dates; many more are accepted.</summary>
    public static IReadOnlyList<(string Name, string? ShutdownDate)> Mainline { get; } =
    [
        ("gpt-6-astra", null), ("gpt-6.2-sol", null), ("gpt-6.1-sol", null), ("gpt-6.1-terra", null),
        ("gpt-6-sol", null),
        ("gpt-6-luna", null), ("gpt-5.6-sol", null), ("gpt-5.6-terra", null), ("gpt-5.6-luna", null),
        ("gpt-5.5", null), ("gpt-5.4", null), ("gpt-5", "2026-12-11"), ("gpt-5-mini", "2026-12-11"),
        ("gpt-5-nano", "2026-12-11"), ("o3", "2026-12-11"), ("gpt-4.1", "2027-01-14"),
        ("gpt-4.1-mini", "2027-01-14"), ("gpt-4o", "2027-01-14"), ("gpt-4o-mini", "2027-01-14"),
    ];

    /// <summary>The values for how much a mainline model thinks.</summary>
    public static string[] Efforts { get; } = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>An image model by its name.</summary>
    /// <exception cref="Refusal">It was shut down or never existed: the service says the same of both.</exception>
    public static ImageModel FindImage(string name, string path)
    {
        foreach (ImageModel model in Images)
        {
            if (!model.IsShutDown && (model.Name == name || Array.IndexOf(model.Snapshots, name) >= 0)) return model;
        }

        // The parameter of the request is named, not the place inside of it.
        throw new Refusal(400, $"The model '{name}' does not exist.", path.Split('[', '.')[0], "invalid_value")
        {
            Type = "image_generation_user_error",
        };
    }

    /// <summary>
    /// How much a mainline model thinks where the request does not say; null for one that does not think at all.
    /// </summary>
    public static string? DefaultEffort(string name) => name switch
    {
        _ when StartsWith(name, "gpt-5.") => "none",
        _ when StartsWith(name, "gpt-5") || StartsWith(name, "gpt-6") => "medium",
        _ when StartsWith(name, "o3") || StartsWith(name, "o4") => "medium",
        _ => null,
    };

    /// <summary>The model a deployment is named like, shut down or not; the default for any other name.</summary>
    public static ImageModel FindDeployed(string deployment)
    {
        ImageModel? found = null;
        foreach (ImageModel model in Images)
        {
            bool isNamed = model.Name == deployment || Array.IndexOf(model.Snapshots, deployment) >= 0;
            if (isNamed || (found is null && model.Name == DefaultImageModel)) found = model;
        }

        return found!;
    }

    public static void CheckMainline(string name)
    {
        foreach (string family in s_mainlineFamilies)
        {
            if (StartsWith(name, family)) return;
        }

        throw new Refusal(
            404, $"The model `{name}` does not exist or you do not have access to it.", null, "model_not_found");
    }

    /// <summary>The service answers with a dated name.</summary>
    public static string Snapshot(string mainlineName)
    {
        int length = mainlineName.Length;
        bool isDated = length > 11 && mainlineName[length - 11] == '-'
            && mainlineName[length - 6] == '-' && mainlineName[length - 3] == '-';
        return isDated ? mainlineName : mainlineName + "-2026-09-01";
    }

    private static bool StartsWith(string name, string family) => name.StartsWith(family, StringComparison.Ordinal);
}
