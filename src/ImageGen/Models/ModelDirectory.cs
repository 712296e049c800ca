using System;
using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Models;

/// <summary>The module's table, joined with what a service lists.</summary>
internal sealed class ModelDirectory
{
    /// <param name="listed">The service's models; null when it was not asked.</param>
    /// <param name="today">The day that decides which models are gone.</param>
    public ModelDirectory(IReadOnlyList<ServiceModel>? listed, DateTime today) =>
        Models = [.. Entries(listed ?? []).Select(entry => new AIImageModel(
            entry, listed?.Where(model => entry.IsNamed(model.Id)).ToList(), today))];

    /// <summary>
    /// The models of the table that draw or are listed with the image tool, in its order; then image models that only
    /// the service knows, by name. Whether another of its models can call the tool, its list does not say.
    /// </summary>
    public IReadOnlyList<AIImageModel> Models { get; }

    private static IEnumerable<ModelEntry> Entries(IReadOnlyList<ServiceModel> listed)
    {
        HashSet<string> names = new(listed.Select(model => model.Id), StringComparer.OrdinalIgnoreCase);
        return ModelCatalog.Entries.Where(entry => entry.Kind == ModelKind.Image || entry.CallsImageTool).Concat(
            from id in names
            let isSnapshot = ModelEntry.WithoutDate(id) != id && names.Contains(ModelEntry.WithoutDate(id))
            where ModelCatalog.IsImageModel(id) && !isSnapshot && ModelCatalog.Find(id) is null
            orderby id
            select new ModelEntry { Name = id, Kind = ModelKind.Image });
    }
}
