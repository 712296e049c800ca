using System;
using System.Buffers;
using System.Buffers.Text;

namespace ImageGen.Lifting;

/// <summary>
/// Decodes base64 that comes in pieces, straight into a sink. White space, missing padding and the alphabet for
/// addresses are forgiven; anything else that is not base64 makes the whole invalid.
/// </summary>
internal sealed class Base64StreamDecoder(IBufferWriter<byte> sink)
{
    private const int LargestStep = 64 * 1024;

    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private bool _isUrlSafe;

    public bool IsInvalid { get; private set; }

    /// <summary>Marks what was decoded as worthless.</summary>
    public void Spoil() => IsInvalid = true;

    public void Append(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && !IsInvalid)
        {
            int space = text.IndexOfAny((byte)' ', (byte)'\t', (byte)'\r');
            AppendRun(space < 0 ? text : text.Slice(0, space));
            text = space < 0 ? default : text.Slice(space + 1);
        }
    }

    /// <summary>Decodes the last group.</summary>
    public void Complete()
    {
        if (IsInvalid || _carried == 0) return;

        LenientBase64.ToUsualAlphabet(_carry);
        for (int i = _carried; i < 4 && _carried > 1; i++) _carry[i] = (byte)'=';
        Span<byte> target = sink.GetSpan(3);
        OperationStatus status = _carried == 1
            ? OperationStatus.InvalidData
            : Base64.DecodeFromUtf8(_carry, target, out _, out _carried, isFinalBlock: true);
        IsInvalid = status != OperationStatus.Done;
        if (!IsInvalid) sink.Advance(_carried);
        _carried = 0;
    }

    private void AppendRun(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0) return;

        if (_carried > 0)
        {
            int taken = Math.Min(4 - _carried, text.Length);
            text.Slice(0, taken).CopyTo(_carry.AsSpan(_carried));
            _carried += taken;
            text = text.Slice(taken);
            if (text.Length == 0) return;
            Decode(_carry);
            _carried = 0;
        }

        // The last group stays behind: only the end of the text tells whether it may be padded.
        int groups = (text.Length - 1) / 4 * 4;
        Decode(text.Slice(0, groups));
        ReadOnlySpan<byte> rest = text.Slice(groups);
        rest.CopyTo(_carry);
        _carried = rest.Length;
    }

    private void Decode(ReadOnlySpan<byte> groups)
    {
        while (groups.Length > 0 && !IsInvalid)
        {
            ReadOnlySpan<byte> step = groups.Slice(0, Math.Min(groups.Length, LargestStep));
            int consumed = _isUrlSafe ? DecodeUrlSafe(step) : DecodeUsual(step);
            groups = groups.Slice(consumed);
        }
    }

    /// <summary>
    /// Decodes as far as the usual alphabet goes; where the other one begins, it is used from then on.
    /// </summary>
    private int DecodeUsual(ReadOnlySpan<byte> step)
    {
        OperationStatus status = DecodeStep(step, out int consumed);
        if (status != OperationStatus.InvalidData && (consumed > 0 || status == OperationStatus.Done)) return consumed;

        _isUrlSafe = step.Slice(consumed).IndexOfAny((byte)'-', (byte)'_') >= 0;
        IsInvalid = !_isUrlSafe;
        return consumed;
    }

    private int DecodeUrlSafe(ReadOnlySpan<byte> step)
    {
        byte[] usual = ArrayPool<byte>.Shared.Rent(step.Length);
        step.CopyTo(usual);
        LenientBase64.ToUsualAlphabet(usual.AsSpan(0, step.Length));
        OperationStatus status = DecodeStep(usual.AsSpan(0, step.Length), out int consumed);
        ArrayPool<byte>.Shared.Return(usual);
        IsInvalid = status == OperationStatus.InvalidData || (consumed == 0 && status != OperationStatus.Done);
        return consumed;
    }

    private OperationStatus DecodeStep(ReadOnlySpan<byte> step, out int consumed)
    {
        Span<byte> target = sink.GetSpan(3);
        OperationStatus status =
            Base64.DecodeFromUtf8(step, target, out consumed, out int written, isFinalBlock: false);
        sink.Advance(written);
        return status;
    }
}
