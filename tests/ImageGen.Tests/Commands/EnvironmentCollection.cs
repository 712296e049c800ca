using Xunit;

namespace ImageGen.Tests.Commands;

[CollectionDefinition(nameof(EnvironmentCollection), DisableParallelization = true)]
public sealed class EnvironmentCollection;
