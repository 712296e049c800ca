using System;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;
using ImageGen.Apis.Images;
using ImageGen.Apis.Models;
using ImageGen.Apis.Provenance;
using ImageGen.Apis.Responses;
using ImageGen.Json;
using ImageGen.Lifting;
using Xunit;

namespace ImageGen.Tests.Client;

/// <summary>What a service may write in place of what its description says.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("\"high\"", "high")]
    [InlineData("7", "7")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    [InlineData("[\"high\"]", null)]
    [InlineData("{\"a\":{}}", null)]
    [InlineData("\"cut \\ud83d\"", "cut \\ud83d")]
    public void A_text_is_read_from_what_is_there(string json, string? expected) =>
        Assert.Equal(expected, Read($$"""{"quality":{{json}},"size":"1x1"}""", "1x1").Quality);

    [Theory]
    [InlineData("1789428283", 1789428283.0)]
    [InlineData("1789428283.5", 1789428283.5)]
    [InlineData("\"1789428283\"", 1789428283.0)]
    [InlineData("\"2026-11-22\"", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("1e999", null)]
    [InlineData("[1]", null)]
    public void A_number_is_read_from_what_is_there(string json, double? expected) =>
        Assert.Equal(expected, Read($$"""{"created":{{json}},"size":"1x1"}""", "1x1").Created);

    [Theory]
    [InlineData("4000", 4000L)]
    [InlineData("4000.0", 4000L)]
    [InlineData("\"4000\"", 4000L)]
    [InlineData("1.5", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("{}", null)]
    public void A_count_is_read_from_what_is_there(string json, long? expected) =>
        Assert.Equal(
            expected, Read($$$"""{"usage":{"total_tokens":{{{json}}}},"size":"1x1"}""", "1x1").Usage!.TotalTokens);

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"none\"")]
    [InlineData("[{}]")]
    public void What_is_no_object_counts_as_none(string json) =>
        Assert.Null(Read($$"""{"usage":{{json}},"size":"1x1"}""", "1x1").Usage);

    [Theory]
    [InlineData("[null,{\"b64_json\":\"QUJD\"},7,[],\"x\"]", 1)]
    [InlineData("{\"b64_json\":\"QUJD\"}", null)]
    [InlineData("[]", 0)]
    [InlineData("7", null)]
    public void A_list_is_its_objects(string json, int? expected) =>
        Assert.Equal(expected, Read($$"""{"data":{{json}},"size":"1x1"}""", "1x1").Data?.Count);

    [Theory]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("\"none\"")]
    [InlineData("[\"gpt-image-2\"]")]
    [InlineData("[{},7]")]
    public void What_an_answer_is_for_is_a_list_or_it_is_another_answer(string json)
    {
        Assert.Throws<JsonException>(() => Parse<ModelList>($$"""{"data":{{json}}}"""));
        Assert.Throws<JsonException>(() => Parse<ProvenanceResults>($$"""{"results":{{json}}}"""));
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("[]", 0)]
    [InlineData("[null,{}]", 1)]
    public void What_an_answer_is_for_may_be_empty(string json, int? expected)
    {
        Assert.Equal(expected, Parse<ModelList>($$"""{"data":{{json}}}""")!.Data?.Count);
        Assert.Equal(expected, Parse<ProvenanceResults>($$"""{"results":{{json}}}""")!.Results?.Count);
    }

    [Fact]
    public void Lists_and_objects_are_read_at_every_depth()
    {
        const string json =
            """{"type":"x","response":{"output":[{"type":"message","content":[{"text":"a"},null]}],"usage":{"total_tokens":1}}}""";

        StreamEvent e = Parse<StreamEvent>(json)!;

        Assert.Equal("a", e.Response!.Output!.Single().Content!.Single().Text);
        Assert.Equal(1, e.Response.Usage!.TotalTokens);
    }

    public static TheoryData<Type> AnswerObjects =>
    [
        .. typeof(IAnswerObject).Assembly.GetTypes()
            .Where(type => typeof(IAnswerObject).IsAssignableFrom(type) && type.IsClass),
    ];

    [Theory]
    [MemberData(nameof(AnswerObjects))]
    public void Every_field_is_read_by_the_name_of_its_property(Type type)
    {
        PropertyInfo[] fields = [.. type.GetProperties().Where(property => property.CanWrite)];
        string json = string.Join(",", fields.Select(field => $"\"{NameOf(field)}\":{ValueOf(field.PropertyType)}"));

        object read = typeof(WireTests)
            .GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type)
            .Invoke(null, ["{" + json + "}"])!;

        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.NotEqual(DefaultOf(field.PropertyType), field.GetValue(read)));
    }

    private static object? DefaultOf(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static string NameOf(PropertyInfo field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name);

    private static string ValueOf(Type type) => Nullable.GetUnderlyingType(type) is Type value
        ? value == typeof(bool) ? "true" : "7"
        : type == typeof(string) || type == typeof(ImageText) ? "\"text\""
        : type == typeof(JsonElement) ? "7"
        : type.IsGenericType ? "[{}]"
        : "{}";

    private static T? Parse<T>(string json)
        where T : class, IAnswerObject, new() => FieldReader.Parse<T>(Encoding.UTF8.GetBytes(json));

    private static ImagesResponse Read(string json, string sizeAfterIt)
    {
        ImagesResponse response = Parse<ImagesResponse>(json)!;
        Assert.Equal(sizeAfterIt, response.Size);
        return response;
    }
}
