using System.Collections.Generic;
using ImageGen.Http;

namespace ImageGen.Apis.Provenance;

/// <summary>The service has said what it knows of an image.</summary>
internal sealed record ProvenanceChecked(IReadOnlyList<AIImageProvenanceCheck> Checks) : GenerationEvent;
