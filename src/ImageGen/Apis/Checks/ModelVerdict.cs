using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Apis.Checks;

/// <summary>Judges a default model of a connection by the module's table and by the service's list.</summary>
internal static class ModelVerdict
{
    /// <param name="connection">The connection whose default it is.</param>
    /// <param name="name">The model.</param>
    /// <param name="parameter">Where it is set, as in <c>-ImageModel</c>.</param>
    /// <param name="listed">The service's models; null when it did not tell.</param>
    /// <param name="today">The day that decides what is gone.</param>
    public static Verdict ForModel(
        ServiceConnection connection, string name, string parameter,
        IReadOnlyList<ServiceModel>? listed, DateTime today)
    {
        ModelEntry known = ModelCatalog.Find(name) ?? new ModelEntry { Name = name, Kind = ModelKind.Mainline };
        ServiceModel? own = listed?.FirstOrDefault(model => model.Id.Equals(name, StringComparison.OrdinalIgnoreCase));
        ModelEntry entry = known with { ShutdownDate = own?.ShutdownDate ?? known.ShutdownDate };
        string? warning = entry.Warning(today) is string text ? PlainText.Line(text) : null;
        bool isGone = entry.ShutdownDate <= today;
        if (own is not null)
        {
            return warning is null ? Verdict.Passed($"The service has '{Shown(name)}'.") : Verdict.Warning(warning);
        }

        if (warning is not null && (isGone || listed is null))
        {
            return isGone ? Verdict.Failed(warning) : Verdict.Warning(warning);
        }
        if (listed is null)
        {
            return Verdict.Skipped($"The service returned no list of models; '{Shown(name)}' was not checked.");
        }

        string message = $"The service does not list '{Shown(name)}' for your key. Get-AIImageModel -Online shows "
            + "its models; "
            + $"choose another with Connect-AIImageService {parameter}.";
        return IsListWhole(connection)
            ? Verdict.Failed(message)
            : Verdict.Warning(message + " Lists of services other than OpenAI may be incomplete.");
    }

    private static bool IsListWhole(ServiceConnection connection) =>
        connection.Dialect == ServiceDialect.OpenAI
        && (connection.IsSandbox || connection.IsOpenAI);

    private static string Shown(string name) => PlainText.Line(name);
}
