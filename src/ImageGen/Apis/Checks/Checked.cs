using ImageGen.Http;

namespace ImageGen.Apis.Checks;

/// <summary>One check of a service is done.</summary>
internal sealed record Checked(AIImageServiceCheck Check) : GenerationEvent;
