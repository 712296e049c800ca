using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Service;

/// <summary>
/// The models that one connection uses where the user names none: of each kind the first of the table's chain that the
/// service has not refused. All requests of the connection share what one of them learns.
/// </summary>
internal sealed class DefaultModels
{
    private readonly object _lock = new();
    private readonly HashSet<string> _refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RefusedModel> _untold = [];

    /// <summary>The model to use now; null when the service has refused all that can do what is asked.</summary>
    /// <param name="kind">Which kind of model.</param>
    /// <param name="canDo">Whether a model that stands in for the first can do what is asked.</param>
    public string? Current(ModelKind kind, Func<ModelEntry, bool>? canDo = null)
    {
        lock (_lock)
        {
            IReadOnlyList<ModelEntry> chain = ModelCatalog.DefaultsOf(kind);
            return chain
                .Where(model => !_refused.Contains(model.Name))
                .FirstOrDefault(model => model == chain[0] || canDo?.Invoke(model) != false)
                ?.Name;
        }
    }

    /// <summary>Remembers that the service does not offer a model.</summary>
    /// <param name="kind">Which kind of model.</param>
    /// <param name="model">Its name.</param>
    /// <param name="reason">The service's words.</param>
    public void MarkUnavailable(ModelKind kind, string model, string reason)
    {
        lock (_lock)
        {
            if (_refused.Add(model)) _untold.Add(new RefusedModel(kind, model, reason));
        }
    }

    /// <summary>The refusals of a kind that were not reported yet; each is returned once.</summary>
    public IReadOnlyList<RefusedModel> TakeNews(ModelKind kind)
    {
        lock (_lock)
        {
            List<RefusedModel> news = _untold.FindAll(refused => refused.Kind == kind);
            _untold.RemoveAll(news.Contains);
            return news;
        }
    }
}

/// <summary>A default model that the service does not offer, and why.</summary>
internal sealed class RefusedModel(ModelKind kind, string name, string reason)
{
    public ModelKind Kind { get; } = kind;

    public string Name { get; } = name;

    public string Reason { get; } = reason;
}
