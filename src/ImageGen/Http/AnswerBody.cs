using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Http;

/// <summary>Opens the body of an answer below all parsers, where its images are lifted out.</summary>
internal sealed class AnswerBody(ServiceCall call, Deadline deadline, LiftedImages lifted) : IDisposable
{
    private const int LongestText = 32 * 1024 * 1024;
    private const int UsualText = 8 * 1024;

    private byte[] _text = [];
    private int _length;

    /// <exception cref="AIImageException">The call failed, or the connection did.</exception>
    public async Task<Stream> OpenAsync()
    {
        if (call.Failure is AIImageException failure) throw failure;

        try
        {
            HttpContent content = call.Response!.Content;
            Stream body = await content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
            return new ImageLiftingStream(body, lifted, () => deadline.Enter(Phase.NextByte));
        }
        catch (Exception exception) when (ServiceFailure.IsInterruption(exception, deadline))
        {
            throw call.Interrupted(exception, deadline);
        }
    }

    /// <summary>As much of the text as has arrived.</summary>
    public ReadOnlyMemory<byte> Received => _text.AsMemory(0, _length);

    /// <summary>The whole text, without its images. It is valid until the body is disposed.</summary>
    /// <exception cref="AIImageException">The call failed, the connection did, or the text has no end.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync()
    {
        using Stream stream = await OpenAsync().ConfigureAwait(false);
        try
        {
            int read;
            do
            {
                if (_length == _text.Length) Grow();
                read = await stream.ReadAsync(_text, _length, _text.Length - _length, deadline.Token)
                    .ConfigureAwait(false);
                _length += read;
            }
            while (read > 0);
        }
        catch (Exception exception) when (ServiceFailure.IsInterruption(exception, deadline))
        {
            throw call.Interrupted(exception, deadline);
        }

        return _text.AsMemory(0, _length);
    }

    /// <summary>The whole answer, or why there is none; what has come may still hold an image.</summary>
    public async Task<(T? Value, AIImageException? Failure)> TryReadAsync<T>()
        where T : class, IAnswerObject, new()
    {
        if (call.Failure is AIImageException refused) return (null, refused);

        try
        {
            return (Parse<T>(await ReadAsync().ConfigureAwait(false)), null);
        }
        catch (AIImageException failure)
        {
            return (null, failure);
        }
    }

    /// <exception cref="AIImageException">The text is not what the service answers.</exception>
    public T Parse<T>(ReadOnlyMemory<byte> text)
        where T : class, IAnswerObject, new()
    {
        try
        {
            return FieldReader.Parse<T>(text.Span) ?? throw Invalid(null);
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }
    }

    /// <summary>The failure of a text that is not what the service answers.</summary>
    public AIImageException Invalid(Exception? exception) => new(
        ErrorIds.InvalidResponse,
        "The service's answer does not match its API. "
        + (call.MayBeBilled ? "The request was accepted, so the image may have been made and billed. " : string.Empty)
        + "Check the base URL and any proxy.",
        call.Cause(exception))
    {
        StatusCode = (int)call.Response!.StatusCode,
        RequestId = call.RequestId,
    };

    public void Dispose()
    {
        if (_text.Length > 0) ArrayPool<byte>.Shared.Return(_text);
        _text = [];
        _length = 0;
    }

    private void Grow()
    {
        if (_length >= LongestText) throw Invalid(null);

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(UsualText, _text.Length * 2));
        Buffer.BlockCopy(_text, 0, larger, 0, _length);
        if (_text.Length > 0) ArrayPool<byte>.Shared.Return(_text);
        _text = larger;
    }
}
