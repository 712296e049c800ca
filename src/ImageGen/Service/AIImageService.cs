using System;
using ImageGen.Service;

namespace ImageGen;

/// <summary>A service that makes images, and how the module speaks to it. It never shows a key.</summary>
public sealed class AIImageService
{
    internal AIImageService(ServiceConnection connection, bool isCurrent)
    {
        Connection = connection;
        IsCurrent = isCurrent;
    }

    /// <summary>Name of the service, as it stands on the images that it makes.</summary>
    public string Name => Connection.Name;

    /// <summary>The dialect that it speaks: <c>OpenAI</c>, <c>AzureOpenAI</c> or <c>Compatible</c>.</summary>
    public string Kind => Connection.Dialect.Kind;

    /// <summary>Address that requests go to.</summary>
    public Uri BaseUri => Connection.BaseUri;

    /// <summary>Organization that requests are billed to (<c>OpenAI-Organization</c>).</summary>
    public string? Organization => Connection.Organization;

    /// <summary>Project that requests are billed to (<c>OpenAI-Project</c>).</summary>
    public string? Project => Connection.Project;

    /// <summary>Mainline model used when a command names none.</summary>
    public string Model => Connection.Model;

    /// <summary>Image model used when a command names none.</summary>
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
