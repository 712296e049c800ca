using System.Collections.Generic;
using ImageGen.Http;
using ImageGen.Models;

namespace ImageGen.Apis.Models;

/// <summary>The models of a service are known.</summary>
internal sealed record Listed(IReadOnlyList<ServiceModel> Models) : GenerationEvent;
