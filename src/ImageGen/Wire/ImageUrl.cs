using System;
using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageGen.Wire;

/// <summary>An <c>image_url</c>: a plain address, or bytes that are written as a <c>data:</c> URI.</summary>
internal sealed record ImageUrl(string? Address, ReadOnlyMemory<byte> Data, string? MediaType);

/// <summary>Writes image bytes as a <c>data:</c> URI without ever making a string of them.</summary>
internal sealed class ImageUrlConverter : JsonConverter<ImageUrl>
{
    public override ImageUrl Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString(), default, null);

    public override void Write(Utf8JsonWriter writer, ImageUrl value, JsonSerializerOptions options)
    {
        if (value.Address is not null)
        {
            writer.WriteStringValue(value.Address);
            return;
        }

        byte[] prefix = Encoding.ASCII.GetBytes($"\"data:{value.MediaType};base64,");
        int length = prefix.Length + Base64.GetMaxEncodedToUtf8Length(value.Data.Length) + 1;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            prefix.CopyTo(buffer, 0);
            Base64.EncodeToUtf8(value.Data.Span, buffer.AsSpan(prefix.Length), out _, out int encoded);
            buffer[prefix.Length + encoded] = (byte)'"';
            writer.WriteRawValue(buffer.AsSpan(0, prefix.Length + encoded + 1), skipInputValidation: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
