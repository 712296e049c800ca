using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Images;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Service;

namespace ImageGen.Apis.Batches;

/// <summary>
/// Reads an output or error file of any size line by line. Images are decoded into their places while they arrive; a
/// line is never whole in memory.
/// </summary>
/// <param name="service">The service, whose secrets no text may show.</param>
/// <param name="sinkFor">
/// Creates the destination of the next image of a line, whose id is null where it comes behind the image; null passes
/// it over.
/// </param>
internal sealed class OutputReader(ServiceConnection service, Func<string?, IImageSink?> sinkFor)
{
    /// <summary>A line without its images is not longer.</summary>
    private const int LongestText = 4 * 1024 * 1024;

    private byte[] _text = new byte[16 * 1024];
    private int _length;

    /// <param name="content">The file, or its rest.</param>
    /// <param name="linesBefore">How many lines are in front of it.</param>
    /// <param name="bytesBefore">How many bytes are in front of it.</param>
    /// <param name="arrived">Called with the length of each piece that came.</param>
    /// <param name="token">Ends the reading.</param>
    public async IAsyncEnumerable<OutputResult> ReadAsync(
        Stream content,
        long linesBefore,
        long bytesBefore,
        Action<int> arrived,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using LineStream lines = new(content, arrived);
        for (long number = linesBefore + 1; await lines.NextAsync(token).ConfigureAwait(false); number++)
        {
            string? id = CustomId.Find(lines.Beginning);
            bool isSkipped = false;
            using LiftedImages lifted = new(() =>
            {
                IImageSink? sink = sinkFor(id);
                isSkipped |= sink is null;
                return sink;
            });
            bool isRead = await ReadLineAsync(lines, lifted, token).ConfigureAwait(false);
            await lines.SkipRestAsync(token).ConfigureAwait(false);
            OutputResult result = isRead && Parse() is OutputLine line
                ? Result(line, lifted, () => isSkipped)
                : new OutputResult
                {
                    Failure = Broken(),
                    CustomId = id,
                    IsSkipped = isSkipped,
                    Images = [.. lifted.TakeRest(isAllFinal: true)],
                };
            yield return result with { Line = number, End = bytesBefore + lines.Consumed };
        }
    }

    /// <summary>False where the line has more text than any answer.</summary>
    private async Task<bool> ReadLineAsync(LineStream lines, LiftedImages lifted, CancellationToken token)
    {
        _length = 0;
        using ImageLiftingStream text = new(lines, lifted);
        while (true)
        {
            if (_length == _text.Length)
            {
                if (_length >= LongestText) return false;
                Array.Resize(ref _text, _text.Length * 2);
            }

            int read = await text.ReadAsync(_text, _length, _text.Length - _length, token).ConfigureAwait(false);
            if (read == 0) return true;
            _length += read;
        }
    }

    private OutputLine? Parse()
    {
        try
        {
            return FieldReader.Parse<OutputLine>(_text.AsSpan(0, _length));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private OutputResult Result(OutputLine line, LiftedImages lifted, Func<bool> isSkipped)
    {
        OutputResult result = new()
        {
            CustomId = line.CustomId,
            RequestId = line.Response?.RequestId,
            Body = line.Response?.Body,
        };
        if (FailureOf(line) is AIImageException refused) return result with { Failure = refused };

        List<ReceivedImage> images = [];
        AIImageException? failure = null;
        foreach (ImagesDatum datum in line.Response?.Body?.Data ?? [])
        {
            if (isSkipped() || datum.B64Json is not { Text.Length: > 0 }) continue;

            (ReceivedImage? image, AIImageException? broken) =
                ReceivedImages.Take(datum.B64Json, lifted, result.RequestId);
            failure ??= broken;
            if (image is not null) images.Add(image);
        }

        // An image that is not where it belongs is paid for like any other.
        if (images.Count == 0 && failure is null) images.AddRange(lifted.TakeRest(isAllFinal: true));
        bool isEmpty = images.Count == 0 && !isSkipped();
        return result with
        {
            Images = images,
            IsSkipped = isSkipped(),
            Failure = failure ?? (isEmpty ? NoImage(result.RequestId) : null),
        };
    }

    /// <summary>An error of the line, of its answer, or in a body whose status says that all is well.</summary>
    private AIImageException? FailureOf(OutputLine line)
    {
        int status = (int)Math.Min(999, Math.Max(0, line.Response?.StatusCode ?? 0));
        string? requestId = line.Response?.RequestId;
        JsonElement told = line.Response?.Body?.Error ?? default;
        if (IsError(told))
        {
            ServiceError error = ServiceError.From(told);
            return status < 400
                ? ServiceFailure.FromError(told, service, requestId, responseId: null)
                : ServiceFailure.Create(
                    FailureKinds.IdOf(status, error, mayBeBilled: false),
                    error.Message ?? "The service gave no reason.",
                    error,
                    service,
                    status,
                    requestId);
        }

        if (IsError(line.Error)) return ServiceFailure.FromError(line.Error, service, requestId, responseId: null);

        return status < 400 ? null : new AIImageException(
            ErrorIds.ResponseFailed, $"The service answered with status {status} and no explanation.")
        {
            StatusCode = status,
            RequestId = requestId,
        };
    }

    private static bool IsError(JsonElement error) => error.ValueKind is JsonValueKind.Object or JsonValueKind.String;

    private static AIImageException NoImage(string? requestId) => new(
        ErrorIds.NoImageReturned, "The service answered without an image.")
    {
        StatusCode = 200,
        RequestId = requestId,
    };

    private static AIImageException Broken() => new(
        ErrorIds.InvalidResponse, "The result in the output file is damaged or cut off. It may have been billed.");
}
