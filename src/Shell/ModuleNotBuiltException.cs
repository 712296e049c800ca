using System;

namespace ImageGen.Shell;

internal sealed class ModuleNotBuiltException(string manifest) : Exception(
    $"The ImageGen module is not at '{manifest}'. Build it with 'dotnet build src/ImageGen' and try again.");
