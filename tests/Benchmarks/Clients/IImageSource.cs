using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Clients;

/// <summary>One of the ways to get an image that are measured against each other.</summary>
internal interface IImageSource
{
    string Name { get; }

    Task GetAsync(ImageTask order);
}
