using System;
using ImageGen.Files;

namespace ImageGen.Http;

/// <summary>A piece of a JSON body, and the image that comes after it; null for the last.</summary>
internal sealed record JsonPiece(ReadOnlyMemory<byte> Before, EncodedImage? Image);
