BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'A chain of images' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'generates, edits twice and saves in one pipeline' {
        $image = New-AIImage 'a gray tabby cat hugging an otter with an orange scarf' |
            Edit-AIImage 'now make it look realistic' |
            Edit-AIImage 'add falling snow' -OutFile ./otter.png

        $image.FullName | Should -Be (Join-Path $PWD 'otter.png')
        Get-PngSize ./otter.png | Should -Be '1024x1024'
        $image.Action | Should -Be 'edit'
        @(Get-ChildItem).Count | Should -Be 1
    }

    It 'remembers what each edit came from' {
        $first = New-AIImage 'a cat'
        $second = $first | Edit-AIImage 'in the snow'

        $second.ParentId | Should -Be $first.Id
        $second.ParentResponseId | Should -Be $first.ResponseId
        $second.Id | Should -Not -Be $first.Id
    }

    It 'continues a conversation by nothing but a response id' {
        $first = New-AIImage 'a cat'
        $second = Edit-AIImage 'make it night' -Image $first.ResponseId

        $second.ParentResponseId | Should -Be $first.ResponseId
    }

    It 'carries an image by its bytes when asked to' {
        $first = New-AIImage 'a cat'
        $debug = $first | Edit-AIImage 'in the snow' -Context Data -Debug 5>&1 | Out-String -Width 4000

        $debug | Should -Match 'input_image'
        $debug | Should -Not -Match '"previous_response_id":\s*"resp_'
    }

    It 'sends the bytes of an image that the service did not store' {
        $edit = New-AIImage 'a cat' -NoStore | Edit-AIImage 'in the snow' -WarningVariable warnings

        $edit.Status | Should -Be 'completed'
        $warnings | Should -BeNullOrEmpty
    }

    It 'makes one image of several with Combine' {
        'soap', 'lotion', 'ribbon' | New-AIImage -OutFile './{slug}.png' | Out-Null
        $combined = Get-ChildItem *.png | Edit-AIImage 'a gift basket with all of these' -Combine

        @($combined).Count | Should -Be 1
    }

    It 'takes one prompt after the other from the pipeline and keeps their order' {
        $images = 'a fox', 'a heron', 'a hare' | New-AIImage

        $images.Prompt | Should -Be 'a fox', 'a heron', 'a hare'
        $images.Index | Should -Be 0, 1, 2
    }

    It 'makes as many images of one prompt as Count says' {
        $images = New-AIImage 'a fox' -Count 3

        $images.Count | Should -Be 3
        ($images.Id | Sort-Object -Unique).Count | Should -Be 3
    }

    It 'gets an image again by its response id' {
        $image = New-AIImage 'a fox'
        $again = Get-AIImage -ResponseId $image.ResponseId

        $again.Id | Should -Be $image.Id
        [Convert]::ToHexString($again.Bytes) -eq [Convert]::ToHexString($image.Bytes) | Should -BeTrue
    }

    It 'draws the same picture for the same request in another session' {
        $here = (New-AIImage 'a fox' -OutFile ./here.png | Get-FileHash).Hash
        $script = "Import-Module '$module'; Connect-AIImageService -Sandbox
            (New-AIImage 'a fox' -OutFile '$PWD/there.png' | Get-FileHash).Hash"
        $there = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script

        $there | Should -Be $here
    }
}
