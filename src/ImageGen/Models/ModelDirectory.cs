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

    /// <summary>The models of the table in its order, then those that only the service knows, by name.</summary>
    public IReadOnlyList<AIImageModel> Models { get; }

    private static IEnumerable<ModelEntry> Entries(IReadOnlyList<ServiceModel> listed)
    {
        HashSet<string> names = new(listed.Select(model => model.Id), StringComparer.OrdinalIgnoreCase);
        return ModelCatalog.Entries.Concat(
            from id in names
            let isSnapshot = ModelEntry.WithoutDate(id) != id && names.Contains(ModelEntry.WithoutDate(id))
            let kind = ModelCatalog.KindOf(id)
            where kind is not null && !isSnapshot && ModelCatalog.Find(id) is null
            orderby id
            select new ModelEntry { Name = id, Kind = kind.Value });
    }
}
