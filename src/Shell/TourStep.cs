namespace ImageGen.Shell;

/// <summary>A line of explanation, and the pipeline as the user would type it.</summary>
internal sealed record TourStep(string Title, string Script);
