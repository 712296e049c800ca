using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>Tests that look at pages, one after the other, in one browser.</summary>
[CollectionDefinition(nameof(BrowserCollection))]
public sealed class BrowserCollection : ICollectionFixture<Browser>;
