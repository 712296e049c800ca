using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Forms;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Http;

/// <summary>The body of a request, which is JSON or a form.</summary>
internal sealed class SandboxBody
{
    private const string FormType = "multipart/form-data";
    private const string JsonType = "application/json";
    private readonly byte[] _bytes;
    private readonly string? _type;
    private readonly Form? _form;
    private readonly Refusal? _fault;

    public SandboxBody(HttpContent? content, byte[] bytes)
    {
        _bytes = bytes;
        MediaTypeHeaderValue? type = content?.Headers.ContentType;
        _type = type?.MediaType?.ToLowerInvariant();
        if (_type != FormType) return;
        try
        {
            _form = new Form(FormParser.Parse(bytes, BoundaryOf(type!)));
        }
        catch (Refusal refusal)
        {
            // Every request has a hash; this one is refused when the form is asked for.
            _fault = refusal;
        }
    }

    public bool IsForm => _type == FormType;

    public ulong Hash => _form?.Hash ?? StableHash.Compute(_bytes);

    public Form Form
    {
        get
        {
            Require(FormType);
            return _form ?? throw _fault!;
        }
    }

    public JsonDocument ParseJson()
    {
        Require(JsonType);
        try
        {
            return JsonDocument.Parse(_bytes);
        }
        catch (JsonException)
        {
            throw new Refusal(400, "We could not parse the JSON body of your request.", null, null);
        }
    }

    private static string BoundaryOf(MediaTypeHeaderValue type)
    {
        foreach (NameValueHeaderValue parameter in type.Parameters)
        {
            if (parameter.Name.Equals("boundary", System.StringComparison.OrdinalIgnoreCase))
            {
                string boundary = (parameter.Value ?? "").Trim('"');
                return boundary.Length is > 0 and <= 70
                    ? boundary
                    : throw FormParser.Malformed("the boundary is invalid");
            }
        }

        throw FormParser.Malformed("the content type has no boundary");
    }

    private void Require(string type)
    {
        if (_type == type) return;
        throw new Refusal(
            400,
            $"Unsupported content type: '{_type}'. This API method only accepts '{type}' requests.",
            null,
            "unsupported_content_type");
    }
}
