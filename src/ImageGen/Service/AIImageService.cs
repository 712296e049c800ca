using System;
using ImageGen.Service;

namespace ImageGen;

/// <summary>A connection to a service that makes images. It never shows a key.</summary>
public sealed class AIImageService
{
    internal AIImageService(ServiceConnection connection, bool isCurrent)
    {
        Connection = connection;
        IsCurrent = isCurrent;
    }

    /// <summary>Name of the service, as in the property Service of its images.</summary>
    public string Name => Connection.Name;

    /// <summary>The dialect of its API: <c>OpenAI</c>, <c>AzureOpenAI</c> or <c>Compatible</c>.</summary>
    public string Kind => Connection.Dialect.Kind;

    /// <summary>Base URL for requests.</summary>
    public Uri BaseUri => Connection.BaseUri;

    /// <summary>Organization that requests are billed to (<c>OpenAI-Organization</c>).</summary>
    public string? Organization => Connection.Organization;

    /// <summary>Project that requests are billed to (<c>OpenAI-Project</c>).</summary>
    public string? Project => Connection.Project;

    /// <summary>Default mainline model for commands without -Model.</summary>
    public string Model => Connection.Model;

    /// <summary>Default image model for commands without -ImageModel.</summary>
    public string ImageModel => Connection.ImageModel;

    /// <summary>
    /// Where the key came from, for example <c>OPENAI_API_KEY</c> or <c>-ManagedIdentity</c>; null when there is none.
    /// </summary>
    public string? KeySource => Connection.Token?.Name ?? Connection.Key?.Source;

    /// <summary>True when commands without <c>-Service</c> use this service.</summary>
    public bool IsCurrent { get; }

    /// <summary>The name of the service.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    internal ServiceConnection Connection { get; }
}
